import type { LocalDate } from '@rocket/kernel';
import { costOf, type PriceTerms } from './pricing';

/** A larger quantity the customer was told of: it binds periods that start on `from` or later. */
export interface ToldQuantity {
  readonly quantity: number;
  readonly from: LocalDate;
}

/** What a subscription that follows the seats of its amoCRM account knows of them. */
export interface FollowedSeats {
  /** As last read. */
  readonly now: number;
  readonly told: readonly ToldQuantity[];
}

/**
 * The quantity of the period that starts at `start`. One that follows seats falls with them at once, and grows only as far as
 * the customer was told in time; a smaller quantity that would cost more (a price by volume) is not taken unasked.
 */
export function quantityAt(
  { quantity, seats }: { readonly quantity: number; readonly seats?: FollowedSeats | null },
  price: PriceTerms,
  start: LocalDate,
): number {
  if (!seats) return quantity;
  const told = seats.told.filter(({ from }) => from <= start).map((each) => each.quantity);
  const wanted = Math.min(seats.now, Math.max(quantity, ...told));
  const isExpected = [quantity, ...told].some((each) => costOf(price, wanted) <= costOf(price, each));
  return isExpected ? wanted : quantity;
}
