import type { PartnerPayoutDto } from '@rocket/contracts';
import { moneyText, type Currency } from '@rocket/kernel';
import type { PayoutRecord } from './payout.store';

/** A payment to a partner as the contract shows it. */
export const payoutView = (payout: PayoutRecord, currency: Currency): PartnerPayoutDto => ({
  id: payout.id,
  paidOn: payout.paidOn,
  amount: moneyText(payout.amount, currency),
  reference: payout.reference,
  returnedOn: payout.returnedOn,
});
