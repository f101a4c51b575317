import { addDays, type LocalDate, type Minor } from '@rocket/kernel';
import type { OfferTerms } from './offer-terms';

/** The last day on which a payment holds the price of an invoice; null: the offer holds none (Itgrix 4.1: thirty calendar days). */
export const priceHoldsUntil = (
  { priceHoldDays }: Pick<OfferTerms, 'priceHoldDays'>,
  issuedOn: LocalDate,
): LocalDate | null => (priceHoldDays === null ? null : addDays(issuedOn, priceHoldDays));

export interface PaidOrder {
  readonly holdsUntil: LocalDate | null;
  /** The day the last of the money reached the seller (Itgrix 4.4, 6.4.2). */
  readonly paidOn: LocalDate;
  /** What the whole order costs by its invoice, and by the price list of `paidOn`; minor units of one currency. */
  readonly agreed: Minor;
  readonly current: Minor;
}

/** By which prices a paid order is carried out, or what is still asked for. */
export type OrderVerdict =
  | { readonly by: 'invoice' | 'price_list' }
  | { readonly by: 'new_invoice'; readonly difference: Minor };

/**
 * Paid while the price holds, or with the list as it was: by the invoice. Later and dearer: the seller issues a new invoice for the
 * difference (Itgrix 4.1, 4.2). Later and cheaper: by the list, the rest stays the customer's.
 */
export function judgePaidOrder({ holdsUntil, paidOn, agreed, current }: PaidOrder): OrderVerdict {
  const holds = holdsUntil !== null && paidOn <= holdsUntil;
  if (holds || current === agreed) return { by: 'invoice' };
  return current < agreed ? { by: 'price_list' } : { by: 'new_invoice', difference: current - agreed };
}
