import type { AccountDto } from '@rocket/contracts';
import { AdjustDialog } from './adjust-dialog';
import { ExtendTrialDialog } from './extend-trial-dialog';
import { TakeDownDialog } from './take-down-dialog';

const DIALOGS = { extend: ExtendTrialDialog, adjust: AdjustDialog, take_down: TakeDownDialog };

export type ByHandAct = 'extend' | 'adjust' | 'take_down';

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
  const Asked = DIALOGS[act];
  return <Asked account={account} onClose={onClose} />;
}
