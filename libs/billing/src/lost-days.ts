import { addDays, daysBetween, type Span } from '@rocket/kernel';
import { concerns, type OutageDays } from './snapshot';

/** The days on which a product could not be used, through an outage of ours. */
export const lostOf = (productCode: string, outages: readonly OutageDays[]): readonly Span[] =>
  outages.filter((outage) => concerns(outage, productCode)).map(({ from, to }) => ({ start: from, end: to }));

/** How many days of a span could be used: what is not charged for counts on neither side of a proportion (rule 13). */
export function usableDays({ start, end }: Span, lost: readonly Span[]): number {
  let usable = Math.max(0, daysBetween(start, end));
  if (lost.length === 0) return usable;
  for (let day = start; day < end; day = addDays(day, 1)) {
    if (lost.some((each) => each.start <= day && day < each.end)) usable -= 1;
  }
  return usable;
}
