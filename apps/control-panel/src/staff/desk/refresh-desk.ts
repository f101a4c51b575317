import { refreshAccount } from '../../account/reads';
import { refresh } from '../../load';

/** A decision about a receipt shows in the lists of receipts and on every account it touched. */
export function refreshDesk(accounts: readonly string[]): void {
  refresh('receipts/');
  refresh('accounts/');
  for (const id of accounts) refreshAccount(id);
}
