export { catalogError, type CatalogErrorCode } from './errors';
export {
  assertAutoRenewal,
  assertNoticeInTime,
  assertPeriodAllowed,
  counted,
  fiscalReceiptTerms,
  idleTermsOf,
  type FiscalReceiptTerms,
  type IdleTerms,
  type OfferTerms,
  type SellerProfile,
  type TermOfDays,
} from './offer-terms';
export {
  assertPublishable,
  holdsFrom,
  isNewerVersion,
  versionInForce,
  versionNoticeDays,
  type Acquaintance,
  type OfferVersion,
} from './offer-versions';
export { assertPartner, assertSoldTo, isSoldTo } from './partners';
export {
  assertPaymentWay,
  payerOf,
  paymentWaysFor,
  type Payer,
  type PaymentWay,
  type PaymentWays,
} from './payment-ways';
export { noticeTimesOf, type LeadTime, type NoticeTimes } from './notice-times';
export type { SupportTerms } from './support-terms';
export { judgePaidOrder, priceHoldsUntil, type OrderVerdict } from './price-hold';
export { assertBoughtAsPackage, assertQuantity, currentPrice, termsOf, type PriceVersion } from './prices';
export {
  lastFreeDay,
  promotionFor,
  type Audience,
  type PromisedTerm,
  type Promotion,
  type PromotionPast,
} from './promotions';
export { assertCountedBySeats, type QuantityFollows } from './quantity-follows';
export { assertFreePlan, isFreePrice, tariffChange, tariffOf, type Tariff } from './tariffs';
export { unitName, type NamedUnit } from './units';
export { isTrialOver, startTrial, trialEndsOn, trialPaidTo, type Trial } from './trial';
export { bonusTime, nextTopUpBonus, topUpBonus, type BonusTime } from './top-up-bonus';
