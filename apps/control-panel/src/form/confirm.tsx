import { Alert, Button, Dialog, Progress } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { newKey } from '../api';
import { words } from '../text/words';
import { refusalText } from './refusal-text';

/** Asks once more before something that has no undo, and says what will happen. */
export function Confirm<T>({
  title,
  yes,
  undoes = false,
  danger = false,
  wide = false,
  busyText,
  act,
  done,
  onClose,
  children,
}: {
  title: string;
  yes: string;
  /** The act is itself a cancelling: leaving it is called otherwise, else «Отмена» stands beside «Отменить». */
  undoes?: boolean;
  danger?: boolean;
  wide?: boolean;
  /** For what takes longer than a second. */
  busyText?: string;
  act: (key: string) => Promise<T>;
  done: (answer: T) => void;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const t = words.value;
  const key = useRef('');
  key.current ||= newKey();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const run = () => {
    setBusy(true);
    setFailed(null);
    act(key.current)
      .then(done, setFailed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog wide={wide} title={title} closeLabel={t.common.close} onClose={onClose}>
      <div class="stack">
        {children}
        {busy && busyText && <Progress label={busyText} />}
        {failed ? <Alert tone="danger">{refusalText(t, failed)}</Alert> : null}
        <div class="row row-end">
          <Button onClick={onClose}>{undoes ? t.common.close : t.common.cancel}</Button>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={run}>
            {yes}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
