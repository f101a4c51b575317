import {
  Exact,
  addDays,
  daysBetween,
  earlier,
  later,
  nextBoundary,
  roundToMinor,
  smaller,
  type LocalDate,
  type Minor,
  type Period,
  type Span,
} from '@rocket/kernel';
import { prorateExact, unusedOf, type Unused } from './changes';
import type { Draw } from './grants';
import type { PlannedCharge } from './plan';
import { usableDays } from './lost-days';
import { priceAt } from './price-changes';
import { exactCostOf, type PriceTerms } from './pricing';
import type { SubscriptionSnapshot } from './snapshot';

/**
 * A product given free of charge for a period (rule 8; first offer, clause 3.12, last part): a grant of access, not of
 * money. It waits until what is paid or on trial ends, is taken once, and ends with the contract (6.7).
 */
export interface FreeTerm {
  /** The access grant; a charge of nothing names it, so that the database knows it was taken. */
  readonly id: string;
  /** How many units are free; units above them are paid for by the ordinary rule. */
  readonly quantity: number;
  readonly length: { readonly days: number } | { readonly until: LocalDate };
}

/** The first day after a term that starts on `start`. A term until a day that has passed gives nothing. */
export const freeEnd = ({ length }: FreeTerm, start: LocalDate): LocalDate =>
  'days' in length ? addDays(start, length.days) : later(start, length.until);

/** The term a period that starts on `start` is covered by: the oldest grant that still gives a day; null when none does. */
export const freeTermAt = (
  { freeTerms }: Pick<SubscriptionSnapshot, 'freeTerms'>,
  start: LocalDate,
): FreeTerm | null => freeTerms?.find((term) => freeEnd(term, start) > start) ?? null;

/** The first day after all the terms that wait, taken one after another from the end of what is paid or on trial. */
export const freeThrough = ({
  freeTerms,
  paidTo,
}: Pick<SubscriptionSnapshot, 'freeTerms' | 'paidTo'>): LocalDate =>
  (freeTerms ?? []).reduce((day, term) => freeEnd(term, day), paidTo);

/** What units above the free ones cost for an ordinary period, in major units before it is rounded; never negative. */
export const costBeyond = (price: PriceTerms, quantity: number, free: number): Exact =>
  Exact.max(0, exactCostOf(price, quantity).minus(exactCostOf(price, Math.min(quantity, free))));

/**
 * What an amount for an ordinary period comes to for the days of a free term from `day` on. A free term has a length of its
 * own, so ordinary periods are laid over it from its first day and each is counted by its real days; half up once. Days lost
 * to an outage of ours were given back behind the term, and cost nothing where they lie.
 *
 * @param amount in major units, not rounded before (money-rules, Amounts)
 */
export function shareOfFreeTerm(
  amount: Exact,
  period: Period,
  term: Span,
  day: LocalDate,
  lost: readonly Span[] = [],
): Minor {
  let [days, of] = [0n, 1n];
  for (let start = term.start; start < term.end;) {
    const end = nextBoundary(term.start, period, start);
    const length = daysBetween(start, end);
    const left = usableDays({ start: later(start, day), end: earlier(end, term.end) }, lost);
    if (left > 0) [days, of] = [days * BigInt(length) + BigInt(left) * of, of * BigInt(length)];
    start = end;
  }
  return roundToMinor(amount.times(String(days)).dividedBy(String(of)));
}

/** A subscription that has taken a term it was given. */
export const withoutTerm = (subscription: SubscriptionSnapshot, { id }: FreeTerm): SubscriptionSnapshot => ({
  ...subscription,
  freeTerms: (subscription.freeTerms ?? []).filter((term) => term.id !== id),
});

/** A free term as the plan writes it down, and the subscription after it. */
export interface TakenTerm {
  readonly charge: PlannedCharge;
  readonly after: SubscriptionSnapshot;
}

/**
 * Takes a free term: a period that costs nothing. Units above the free ones are charged for the term, at the price of that
 * day; when `pay` says they cannot be, they are let go, and what was given is given all the same.
 */
export function takeFreeTerm(
  subscription: SubscriptionSnapshot,
  term: FreeTerm,
  span: Span,
  pay: (amount: Minor) => Draw | null,
): TakenTerm {
  const { period, quantity, credit } = subscription;
  const price = priceAt(subscription.price, period, subscription.announced, span.start);
  const beyond = costBeyond(price, quantity, term.quantity);
  const wholeTerm = { start: span.start, end: freeEnd(term, span.start) };
  const cost = shareOfFreeTerm(beyond, period, wholeTerm, span.start);
  const creditUsed = smaller(cost, credit);
  const paid = pay(cost - creditUsed);
  const kept = { quantity: paid ? quantity : Math.min(quantity, term.quantity), cost: paid ? cost : 0n };
  const used = paid ? creditUsed : 0n;
  return {
    charge: {
      subscriptionId: subscription.id,
      productCode: subscription.productCode,
      periodStart: span.start,
      periodEnd: span.end,
      businessDate: span.start,
      ...kept,
      price,
      amount: kept.cost - used,
      creditUsed: used,
      draw: paid ?? { uses: [], money: 0n },
      freeTerm: term,
    },
    after: {
      ...withoutTerm(subscription, term),
      state: 'active',
      price,
      quantity: kept.quantity,
      anchor: span.end,
      paidTo: span.end,
      credit: credit - used,
      freeQuantity: term.quantity,
    },
  };
}

/** A period in use, as a change of quantity sees it. `free` units of it cost nothing; 0 in an ordinary period. */
export interface PeriodInUse {
  readonly span: Span;
  readonly period: Period;
  readonly price: PriceTerms;
  readonly free: number | null;
  /** Days inside it that were lost to an outage of ours; left out: none. */
  readonly lost?: readonly Span[];
}

/**
 * What a change of quantity costs for the days left of the period in use, negative when it makes it cheaper (http-api,
 * "Proration"). In a free term only units above the free ones count: lowering gives back nothing that was not paid.
 */
export function differenceLeft(use: PeriodInUse, from: number, to: number, day: LocalDate): Minor {
  if (use.free === null) {
    const unused: Unused = unusedOf(use.span, day, use.lost);
    return prorateExact(exactCostOf(use.price, to).minus(exactCostOf(use.price, from)), unused);
  }
  const beyond = costBeyond(use.price, to, use.free).minus(costBeyond(use.price, from, use.free));
  return shareOfFreeTerm(beyond, use.period, use.span, day, use.lost);
}
