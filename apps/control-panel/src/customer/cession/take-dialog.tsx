import { routes } from '@rocket/contracts';
import { Dialog } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { RequisitesForm } from '../../account/requisites-form';
import { call } from '../../api';
import type { CustomerMe } from '../../session';
import { cessionWords } from '../../text/cession-words';
import { words } from '../../text/words';

/** The new owner accepts the whole offer and gives requisites of its own: both at once, or nothing changes. */
export function TakeDialog({
  me,
  version,
  onClose,
}: {
  me: CustomerMe;
  version: string;
  onClose: () => void;
}) {
  const c = cessionWords();
  const [agreed, agree] = useState(false);
  const params = { id: me.account.id };
  return (
    <Dialog wide title={c.takeTitle} closeLabel={words.value.common.close} onClose={onClose}>
      <div class="stack">
        <p>{c.mineText}</p>
        <a href="/requisites/contract" target="_blank" rel="noreferrer">
          {c.terms}
        </a>
        <label class="pick">
          <input type="checkbox" name="agreed" checked={agreed} onChange={() => agree(!agreed)} />
          {c.agree(version)}
        </label>
        {agreed && (
          <RequisitesForm
            accountId={me.account.id}
            country={me.account.country}
            known={null}
            submitText={c.take}
            send={(requisites) =>
              call(routes.acceptCession, { params, body: { version, agreed: true, requisites } })
            }
            // Another level from now on: everything is read anew.
            onSaved={() => window.location.assign('/people')}
          />
        )}
      </div>
    </Dialog>
  );
}
