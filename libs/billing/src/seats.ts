import { addDays, later, type LocalDate } from '@rocket/kernel';
import { anchoredAt, periodEnd } from './periods';
import { priceAt } from './price-changes';
import { costOf, type PriceTerms } from './pricing';
import { quantityAt } from './quantity-at';
import { dueOn, isRunning, type OutageDays, type SubscriptionSnapshot } from './snapshot';

/** What the coming period will be counted in: when it differs from now, from which day and for how much. */
export interface ComingQuantity {
  readonly quantity: number;
  /** The first day of the first period counted so; null: whenever the next one starts. */
  readonly from: LocalDate | null;
  /** For a whole period, minor units. */
  readonly cost: bigint;
}

const MOST_PERIODS = 400;

/**
 * Where the quantity of a following subscription goes if the seats stay as they are: the last of its changes. Null when it
 * stays as it is.
 */
export function comingQuantity(
  subscription: SubscriptionSnapshot,
  outages: readonly OutageDays[],
): ComingQuantity | null {
  const { seats, price, period, announced } = subscription;
  if (!seats || subscription.state === 'ended') return null;
  const last = seats.told.reduce((day, { from }) => later(day, from), subscription.paidTo);
  if (!isRunning(subscription)) {
    const then = priceAt(price, period, announced, last);
    const quantity = quantityAt(subscription, then, last);
    return quantity === subscription.quantity ? null : { quantity, from: null, cost: costOf(then, quantity) };
  }
  let [coming, current]: [ComingQuantity | null, SubscriptionSnapshot] = [null, subscription];
  for (let nth = 0; nth < MOST_PERIODS; nth += 1) {
    const start = dueOn(current, outages);
    const then = priceAt(price, period, announced, start);
    const quantity = quantityAt(current, then, start);
    if (quantity !== current.quantity) coming = { quantity, from: start, cost: costOf(then, quantity) };
    if (start >= last) break;
    current = { ...current, ...periodEnd(anchoredAt(current, start), start, outages), quantity };
  }
  return coming;
}

/** The day from which a raise told of today binds, so many calendar days ahead as the offer says. */
export const bindsOn = (today: LocalDate, noticeDays: number): LocalDate => addDays(today, noticeDays);

/** Seats as a quantity a price sells: neither fewer than its least nor more than its last tier. */
export function sellableSeats(
  seats: number,
  price: { minQuantity: number; tiers?: PriceTerms['tiers'] },
): number {
  const most = price.tiers?.at(-1)?.upTo ?? null;
  const atLeast = Math.max(seats, price.minQuantity, 1);
  return most === null ? atLeast : Math.min(atLeast, most);
}
