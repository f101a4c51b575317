import type { PasswordLinkDto } from '@rocket/contracts';
import { Button, Dialog, InstantText } from '@rocket/ui';
import { Copyable } from '../../shell/copy';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';

/** The link by which somebody sets their password, shown once: the administrator hands it over. */
export function LinkDialog({
  name,
  link: { url, expiresAt },
  onClose,
}: {
  name: string;
  link: PasswordLinkDto;
  onClose: () => void;
}) {
  const s = securityWords();
  return (
    <Dialog title={s.linkTitle(name)} closeLabel={words.value.common.close} onClose={onClose}>
      <div class="stack">
        <p>{s.linkText}</p>
        <Copyable text={url} />
        <p class="muted">
          {s.linkUntil} <InstantText at={expiresAt} />
        </p>
        <div class="row row-end">
          <Button kind="primary" onClick={onClose}>
            {s.linkHanded}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
