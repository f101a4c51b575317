import { Exact, larger, later, roundToMinor, type LocalDate, type Minor, type Span } from '@rocket/kernel';
import { usableDays } from './lost-days';
import { costOf, exactCostOf, type PriceTerms } from './pricing';

/**
 * What is left of a period on the day of a change: the day itself counts as unused, because it is already paid for under
 * the new terms (http-api, "Proration"). Real days over real days. Days lost to an outage of ours are in neither: they were
 * given back behind the period, and whoever counted them would charge for them after all.
 */
export interface Unused {
  readonly days: number;
  readonly of: number;
}

export const unusedOf = (span: Span, day: LocalDate, lost: readonly Span[] = []): Unused => ({
  days: usableDays({ start: later(day, span.start), end: span.end }, lost),
  of: usableDays(span, lost),
});

/**
 * A raise of quantity inside a paid period charges the difference in proportion to the days left, at once; a smaller
 * quantity is carried as a credit to the next charge. The difference is of unrounded costs, in major units: unit prices have up to
 * nine decimals, and one that was rounded before it is divided is a kopeck off (money-rules, Amounts: once, at the posted line).
 */
export const prorateExact = (difference: Exact, unused: Unused): Minor =>
  unused.of === 0 ? 0n : roundToMinor(difference.times(unused.days).dividedBy(unused.of));

/** What the period in use counts as paid for: `periodCost` is what was posted, in minor units. */
export interface PaidPeriod {
  readonly price: PriceTerms;
  readonly quantity: number;
  readonly periodCost: Minor;
}

/** The same before it was rounded, in major units; where no price comes to what was posted, the posted amount is all that is known. */
const exactPaid = ({ price, quantity, periodCost }: PaidPeriod): Exact =>
  costOf(price, quantity) === periodCost
    ? exactCostOf(price, quantity)
    : new Exact(periodCost.toString()).dividedBy(100);

/** What another tariff costs for the days left; negative is a credit. */
export const tariffDifference = (
  paid: PaidPeriod,
  next: { readonly price: PriceTerms; readonly quantity: number },
  unused: Unused,
): Minor => prorateExact(exactCostOf(next.price, next.quantity).minus(exactPaid(paid)), unused);

/** What the days left of all units above a quantity are worth. */
export const worthLeft = (paid: PaidPeriod, above: number, unused: Unused): Minor =>
  prorateExact(exactPaid(paid).minus(above === 0 ? 0 : exactCostOf(paid.price, above)), unused);

/**
 * What a change of quantity inside a paid period asks for, and what the period then counts as paid for. `by_days` takes the
 * difference for the days left. `none` (packages and licences that are paid whole and not given back: Astars 2.5, Itgrix
 * 9.3, QSockets 4.3.2.1): a raise costs the whole difference, a cut gives nothing back, and what the period was already
 * paid for is never charged again. Minor units; negative is a credit.
 */
export function changeInPeriod(
  rule: 'by_days' | 'none',
  change: {
    /** What a whole period of the new quantity costs. */
    readonly cost: Minor;
    /** The difference for the days left. */
    readonly byDays: Minor;
    /** What the period counts as paid for until now. */
    readonly periodCost: Minor;
  },
): { readonly difference: Minor; readonly periodCost: Minor } {
  const { cost, byDays, periodCost } = change;
  if (rule === 'by_days') return { difference: byDays, periodCost: cost };
  return { difference: larger(0n, cost - periodCost), periodCost: larger(cost, periodCost) };
}
