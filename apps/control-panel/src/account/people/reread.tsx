import { routes } from '@rocket/contracts';
import { Button } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { toasts } from '../../shell/toasts';
import { peopleWords } from '../../text/people-words';
import { words } from '../../text/words';
import { refreshAccount } from '../reads';

/** Asks amoCRM for its people now; they are read daily anyway. */
export function Reread({ accountId }: { accountId: string }) {
  const p = peopleWords();
  const [busy, setBusy] = useState(false);
  const reread = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(routes.readUsers, { params: { id: accountId } });
      toasts.say(p.refreshed);
    } catch (error) {
      toasts.say(refusalText(words.peek(), error), { tone: 'danger' });
    } finally {
      setBusy(false);
      refreshAccount(accountId);
    }
  };
  return (
    <Button busy={busy} onClick={() => void reread()}>
      {p.refresh}
    </Button>
  );
}
