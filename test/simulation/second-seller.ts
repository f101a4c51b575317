import type { OfferProfileDto } from '@rocket/contracts';
import { OFFERS } from '@rocket/offers';
import type { SecondSeller } from './history';

export const SECOND = 'second-seller';
/** A bank account of its own: its check digit fits the first seller's bank. */
export const BANK_ACCOUNT = '40702810710000551777';
/** In minor units, of the first seller (offers/rocket-sales/profile.json) and of the second. */
export const LEAST_INVOICE = { first: 500_000, second: 10_000 } as const;
export const BONUS_LIMIT = { first: 1_000_000, second: 500_000 } as const;

/** The profile of a seller with other terms, another zone and maybe another currency, beside the first in one installation. */
export function secondSeller(wish: SecondSeller): OfferProfileDto {
  const first = OFFERS[0].profile as unknown as OfferProfileDto;
  const money = (amount: string) => ({ amount, currency: wish.currency });
  return {
    ...first,
    code: SECOND,
    name: 'Второй продавец',
    currency: wish.currency,
    timeZone: wish.zone,
    vatRegime: wish.currency === 'RUB' ? 'simplified_5' : 'none',
    requisites: { ...first.requisites, settlementAccount: BANK_ACCOUNT },
    terms: {
      ...first.terms,
      version: '1',
      title: 'Оферта второго продавца',
      minimumPayment: money('100.00'),
      burnDown: wish.burnDown,
      priceChangeNotice: { ...first.terms.priceChangeNotice, days: wish.noticeDays },
      refund: { ...first.terms.refund, needsSignedCorrection: wish.needsSignedCorrection },
      terminationAfterDays: wish.terminationAfterDays,
      topUpBonus: [{ from: money('300.00'), percent: '7.5', expiresInDays: wish.bonusDays }],
      bonusApprovalLimit: money('5000.00'),
    },
  };
}
