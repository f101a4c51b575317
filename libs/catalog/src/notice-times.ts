import type { OfferTerms, TermOfDays } from './offer-terms';
import { versionNoticeDays } from './offer-versions';

/** How long before something happens customers are told: days of a kind, or hours to the minute. */
export type LeadTime = TermOfDays | { readonly count: number; readonly unit: 'hours' };

/** What a seller's offer promises about telling ahead, beside the change of a price. */
export interface NoticeTimes {
  /** Planned maintenance (clause 2.1.3: at least 24 hours, by e-mail). */
  readonly maintenance: LeadTime;
  /** A product or a feature is withdrawn (clause 2.2.7: 30 days, by e-mail). */
  readonly productWithdrawn: LeadTime;
  /** Terms of use of a product change (clause 11.1.1: 10 calendar days, by push). */
  readonly termsChange: LeadTime;
}

/** Of an offer that is silent: the times of the first seller's, and for terms what it promises for its own. */
export const noticeTimesOf = (terms: OfferTerms): NoticeTimes =>
  terms.noticeTimes ?? {
    maintenance: { count: 24, unit: 'hours' },
    productWithdrawn: { count: 30, unit: 'calendar_days' },
    termsChange: { count: versionNoticeDays(terms), unit: 'calendar_days' },
  };
