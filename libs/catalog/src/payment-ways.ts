import { isBin } from '@rocket/kernel';
import { catalogError } from './errors';
import type { OfferTerms } from './offer-terms';

export type PaymentWay = 'card' | 'invoice';
/** Who pays, as far as offers tell payers apart: sole traders are people (QSockets 4.2.3). */
export type Payer = 'company' | 'person';

/** Who pays how (QSockets 4.2.3). An offer that leaves it out takes both ways from everybody. */
export interface PaymentWays {
  readonly company: readonly PaymentWay[];
  readonly person: readonly PaymentWay[];
}
const ALL: readonly PaymentWay[] = ['card', 'invoice'];

/** By the number in the requisites: a Russian company has an INN of ten digits, one of Kazakhstan a БИН. */
export const payerOf = (country: 'RU' | 'KZ', taxNumber: string): Payer =>
  (country === 'KZ' ? isBin(taxNumber) : taxNumber.length === 10) ? 'company' : 'person';

export const paymentWaysFor = (terms: Pick<OfferTerms, 'paymentWays'>, payer: Payer): readonly PaymentWay[] =>
  terms.paymentWays?.[payer] ?? ALL;

/** @throws DomainError `payment_way_not_offered` with the ways there are */
export function assertPaymentWay(
  terms: Pick<OfferTerms, 'paymentWays'>,
  payer: Payer,
  way: PaymentWay,
): void {
  const allowed = paymentWaysFor(terms, payer);
  if (allowed.includes(way)) return;
  const who = payer === 'company' ? 'организация' : 'физическое лицо или предприниматель';
  const how = allowed.map((each) => (each === 'card' ? 'картой' : 'переводом по счёту')).join(' или ');
  throw catalogError('payment_way_not_offered', `По оферте ${who} платит ${how}`, { payer, allowed });
}
