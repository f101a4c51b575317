import { Money } from '@rocket/ui';
import { words } from '../text/words';
import { useBalance } from './reads';

/** The sum of money and bonus, wherever the customer is. */
export function BalanceLine({ accountId, short = false }: { accountId: string; short?: boolean }) {
  const balance = useBalance(accountId).value;
  if (!balance) return null;
  return (
    <a class="balance-line" href="/top-up">
      {!short && <span class="muted">{words.value.shell.balance}</span>}
      <Money value={balance.total} />
    </a>
  );
}
