import type { AccountDto } from '@rocket/contracts';
import { AdjustDialog } from './adjust-dialog';
import { ExtendTrialDialog } from './extend-trial-dialog';

export type ByHandAct = 'extend' | 'adjust';

/** What staff rarely do to an account: loaded by the click that asks for it. */
export function ByHandDialog({
  act,
  account,
  onClose,
}: {
  act: ByHandAct;
  account: AccountDto;
  onClose: () => void;
}) {
  return act === 'extend' ? (
    <ExtendTrialDialog account={account} onClose={onClose} />
  ) : (
    <AdjustDialog account={account} onClose={onClose} />
  );
}
