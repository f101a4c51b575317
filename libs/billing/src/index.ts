export { billingError, type BillingErrorCode } from './errors';
export {
  ENTRY_KINDS,
  LEDGER_ACCOUNTS,
  assertPostable,
  balanceChange,
  fingerprintText,
  type BalanceChange,
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
} from './grants';
export { costOf, priceAt, type AnnouncedPrice, type PriceTerms, type PriceTier } from './pricing';
export { vatInside, vatRate, type VatRegime } from './vat';
export { LAST_KNOWN_YEAR, addTerm, isWorkingDay, type Term } from './working-days';
export {
  accountStateOf,
  concerns,
  dueOn,
  isRunning,
  nextDueOf,
  type AccountSnapshot,
  type AccountState,
  type OutageDays,
  type SubscriptionSnapshot,
  type SubscriptionState,
} from './snapshot';
export {
  periodEnd,
  planOne,
  planRenewals,
  planResumption,
  planStart,
  runInstant,
  type Plan,
  type PlannedChange,
  type PlannedCharge,
  type PlanningTime,
} from './planner';
export {
  forecastBalance,
  forecastRenewals,
  usableBonus,
  type BalanceForecast,
  type ForecastDay,
} from './forecast';
export { prorate, unusedOf, type Unused } from './changes';
export {
  adjusted,
  bonusExpired,
  bonusGranted,
  bonusRevoked,
  credited,
  handedOver,
  paidBy,
  periodCharged,
  received,
  refunded,
  reversed,
  type Act,
  type ReceiptSource,
} from './recipes';
export { checkAlerts, type AlertCheck, type BalanceAlert } from './alerts';
export { giveDaysBack, lengthInDays, paidDaysLost, wholeDays } from './outages';
export { lifeCycleStep, type LifeCycleDates, type LifeCycleStep, type LifeCycleTerms } from './life-cycle';
export { CHAIN_START, sealText } from './seal';
