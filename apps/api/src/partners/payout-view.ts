import type { PartnerPayoutDto } from '@rocket/contracts';
import { moneyText, type Currency } from '@rocket/kernel';
import { contractOn } from './contracts';
import type { PartnershipRecord } from './partnership.store';
import type { PayoutRecord } from './payout.store';

/** A payment to a partner as the contract shows it. */
export const payoutView = (
  payout: PayoutRecord,
  partnership: PartnershipRecord,
  { currency, timeZone }: { readonly currency: Currency; readonly timeZone: string },
): PartnerPayoutDto => ({
  id: payout.id,
  paidOn: payout.paidOn,
  amount: moneyText(payout.amount, currency),
  reference: payout.reference,
  contract: contractOn(partnership, payout.paidOn, timeZone).contractNumber,
  returnedOn: payout.returnedOn,
});
