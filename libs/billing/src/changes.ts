import { daysBetween, proportion, type LocalDate, type Minor, type Span } from '@rocket/kernel';

/**
 * What is left of a period on the day of a change: the day itself counts as unused, because it is already paid for under
 * the new terms (http-api, "Proration"). Real days over real days.
 */
export interface Unused {
  readonly days: number;
  readonly of: number;
}

export function unusedOf(span: Span, day: LocalDate): Unused {
  const of = daysBetween(span.start, span.end);
  const days = Math.min(of, Math.max(0, daysBetween(day, span.end)));
  return { days, of };
}

/**
 * A raise of quantity inside a paid period charges the difference in proportion to the days left, at once; a smaller
 * quantity is carried as a credit to the next charge. Minor units; half up once.
 */
export function prorate(difference: Minor, unused: Unused): Minor {
  return unused.of === 0 ? 0n : proportion(difference, BigInt(unused.days), BigInt(unused.of));
}
