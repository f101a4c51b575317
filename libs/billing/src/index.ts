export {
  licenceEndDays,
  licenceEndStep,
  type LicenceEndFacts,
  type LicenceEndRule,
  type LicenceEndStep,
} from './licence-end';
export { periodsAhead, type PeriodAhead } from './autopayments';
export { adviseTopUp } from './advise-top-up';
export {
  afterWord,
  type SupportDue,
  type SupportStanding,
  type SupportState,
  type SupportWord,
} from './support-standing';
export { reactionDue, type ReactionPromise, type SupportHours } from './support-hours';
export {
  assertBookable,
  assertInTerm,
  assertMissable,
  assertMovable,
  assertOpen,
  cancellation,
  freeUntil,
  type Appointment,
  type AppointmentRules,
  type AppointmentSide,
  type AppointmentState,
} from './appointments';
export { assertPassable, lastDayToPass, type PassingTerms } from './certificates';
export { assertBilled, billingError, type BillingErrorCode } from './errors';
export { isWholeOrder } from './order';
export { planTopUp, type TopUpInMind } from './top-up-in-mind';
export {
  ENTRY_KINDS,
  LEDGER_ACCOUNTS,
  assertPostable,
  balanceChange,
  fingerprintText,
  type BalanceChange,
  type EntryContent,
  type EntryKind,
  type EntrySubject,
  type JournalEntry,
  type LedgerAccount,
  type Posting,
} from './journal';
export {
  afterUses,
  bonusOf,
  draw,
  inBurnOrder,
  isUsable,
  type BurnDown,
  type Draw,
  type GrantState,
  type Moment,
  type Purse,
} from './grants';
export { costOf, type PriceTerms, type PriceTier } from './pricing';
export {
  binds,
  changeAt,
  isInEffect,
  nextChange,
  priceAt,
  type Acquaintance,
  type AnnouncedPrice,
} from './price-changes';
export { vatInside, vatRate, type VatRegime } from './vat';
export { LAST_KNOWN_YEAR, addTerm, isWorkingDay, type CalendarCode, type Term } from './working-days';
export {
  costOfNextPeriod,
  accountStateOf,
  concerns,
  dueOn,
  inCustomersOrder,
  isRunning,
  nextDueOf,
  reasonToEnd,
  type AccountSnapshot,
  type AccountState,
  type EndReason,
  type OutageDays,
  type SubscriptionSnapshot,
  type SubscriptionState,
  type UsageAccrual,
} from './snapshot';
export { endInSight, periodEnd } from './periods';
export {
  type Plan,
  type PlannedChange,
  type PlannedCharge,
  type PlannedUsage,
  type PlanningTime,
} from './plan';
export { planClosing, planOne, planRenewals, planResumption, planStart, planUsage } from './planner';
export { drawsOfPlain, renewalOfPlain, restOfPlain, type PlainRenewal } from './plain';
export { momentOfRun, runInstant } from './run-time';
export { assertTransferable, type TransferFacts } from './transfer-rules';
export {
  costBeyond,
  differenceLeft,
  freeEnd,
  freeTermAt,
  freeThrough,
  shareOfFreeTerm,
  type FreeTerm,
  type PeriodInUse,
} from './free-term';
export {
  forecastBalance,
  forecastRenewals,
  foresee,
  usableBonus,
  type BalanceForecast,
  type ForecastDay,
} from './forecast';
export { AT_ONCE, firstDayOf, type StartRule } from './first-day';
export {
  changeInPeriod,
  tariffDifference,
  unusedOf,
  worthLeft,
  type PaidPeriod,
  type Unused,
} from './changes';
export {
  giveBackUnits,
  giveBackWorth,
  withoutCredit,
  withoutEntry,
  type ChargedLine,
  type GivenBack,
} from './charged-lines';
export {
  adjusted,
  bonusExpired,
  bonusGranted,
  bonusRevoked,
  credited,
  givenBack,
  handedOver,
  paidBy,
  periodCharged,
  received,
  refunded,
  returnedToPayer,
  reversed,
  usageCharged,
  type Act,
  type ReceiptSource,
} from './recipes';
export {
  USAGE_THRESHOLDS,
  crossedThresholds,
  isFree,
  isLevel,
  quotaOf,
  reachedThreshold,
  windowOf,
  windowsBefore,
  type QuotaLimit,
  type SpentWindow,
  type UsagePrice,
  type UsageStory,
  type UsageWindow,
} from './metering';
export { UsageBook, type UsageTerms } from './usage-book';
export type {
  CountedUsage,
  LimitStanding,
  UsageCounter,
  UsageEvent,
  UsageHold,
  UsageMeter,
  UsagePart,
} from './usage-meter';
export { PackagePool, type UsagePackage } from './package-pool';
export {
  assertReleasable,
  confirmation,
  holdsOf,
  isHeld,
  reservedBy,
  type UsageReservation,
} from './usage-reservations';
export { usageAtEnd, usageDue, type DueUsage, type UsageSettled } from './usage-charges';
export { recalculated } from './usage-money';
export {
  decideRefund,
  wasDown,
  type LeavingFacts,
  type LineGround,
  type PaidLine,
  type RefundDecision,
  type RefundTerms,
} from './refund-rules';
export { cardMoneySpent, type CardMoney, type MoneyMove } from './card-money';
export { checkAlerts, type AlertCheck, type BalanceAlert } from './alerts';
export { leavingDays, type LeavingDays } from './leaving-days';
export { lostOf } from './lost-days';
export { giveDaysBack, lengthInDays, paidDaysLost, wholeDays } from './outages';
export {
  lifeCycleDays,
  lifeCycleStep,
  type LifeCycleDates,
  type LifeCycleStep,
  type LifeCycleTerms,
} from './life-cycle';
export { idleDays, idleEraseDay, idleStep, type IdleFacts, type IdleRule, type IdleStep } from './idle';
export {
  DOCUMENT_STAGES,
  SILENCE_ACCEPTS,
  TWO_SIDED,
  acceptedBySilenceOn,
  countsAsReceivedOn,
  documentDuties,
  mayObject,
  isDecided,
  stageReached,
  type DocumentDuty,
  type DocumentStage,
} from './document-stages';
export {
  earliestMoment,
  instantOfMoment,
  isToldInTime,
  type EffectiveMoment,
  type TimeAhead,
} from './notice-time';
export { CHAIN_START, sealText } from './seal';
export { settleAdvances, type Advance, type AdvanceUse } from './advances';
export { taxByRate, taxedRest, type TaxedMoney, type WentBack } from './refund-vat';
export {
  advanceMovements,
  unusedAdvances,
  type AccountAdvances,
  type AdvanceMovement,
  type AdvanceOffset,
  type CreditedAdvance,
  type OffsetCorrection,
} from './advance-movements';
export { bindsOn, comingQuantity, sellableSeats, type ComingQuantity } from './seats';
export { quantityAt, type FollowedSeats, type ToldQuantity } from './quantity-at';
export { bucketsOf, percentOf, stepOf, type ReportBucket, type ReportStep } from './report-buckets';
export {
  STOP_KINDS,
  churnOf,
  churnTotal,
  type ChurnRow,
  type PayingTurn,
  type StartKind,
  type StopKind,
} from './churn';
export { trialCohorts, trialTotal, type TrialCohort, type TrialFate } from './trial-cohorts';
export { WAITING_AGES, daysWaited, waitingAge, waitingByAge, type WaitingAge } from './waiting-money';
export { revenueAhead, type RevenueAhead } from './revenue-ahead';
export { perMonth } from './per-month';
export {
  rewardOf,
  rewardTermsOf,
  rewardedUntil,
  type Reward,
  type RewardBase,
  type RewardTerms,
  type RewardedSoFar,
} from './partner-rewards';
