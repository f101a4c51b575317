import { billingError } from '@rocket/billing';
import type { AccountRecord } from './account.store';

type Standing = Pick<AccountRecord, 'state'>;

/** Nothing runs any more, and nothing is paid for (rule 23). Until the day a notice takes effect a contract goes on. */
export const isContractOver = ({ state }: Standing): boolean => state === 'terminated' || state === 'erased';

/** @throws BillingError `contract_ended`: no money is asked for under a contract that is over */
export function assertContractGoesOn(account: Standing): void {
  if (!isContractOver(account)) return;
  throw billingError('contract_ended', 'Договор закончился: платить по нему больше не нужно', {
    state: account.state,
  });
}
