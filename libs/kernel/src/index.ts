export { Exact, floorToMinor, printUnitPrice, roundToMinor } from './exact';
export {
  CURRENCIES,
  allocate,
  larger,
  moneyText,
  parseMinor,
  printMinor,
  proportion,
  smaller,
  sum,
  type Currency,
  type Minor,
  type MoneyText,
} from './money';
export {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  earlier,
  instantOf,
  isLocalDate,
  later,
  localDate,
  startOfDay,
  weekdayOf,
  yearOf,
  type LocalDate,
} from './local-date';
export {
  boundary,
  isPeriodText,
  lengthOf,
  nextBoundary,
  parsePeriod,
  printPeriod,
  type Period,
  type Span,
} from './period';
export { Clock, SystemClock } from './clock';
export { DomainError, type FieldError } from './domain-error';
export { sentence } from './sentence';
export { isBic, isCorrespondentAccount, isInn, isKpp, isOgrn, isSettlementAccount } from './requisites';
export { isBicOfKazakhstan, isBin, isBinOrIin, isIik, isKbe } from './requisites-of-kazakhstan';
