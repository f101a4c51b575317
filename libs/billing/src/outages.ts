import { addDays, dayOf, daysBetween, startOfDay, type LocalDate, type Span } from '@rocket/kernel';
import { concerns, type OutageDays } from './snapshot';

/** The local days wholly inside an outage: only they are not charged. `end` is exclusive; equal dates are none. */
export function wholeDays(from: Date, to: Date, timeZone: string): Span {
  const first = dayOf(from, timeZone);
  const start = startOfDay(first, timeZone) < from ? addDays(first, 1) : first;
  const end = dayOf(to, timeZone);
  return end > start ? { start, end } : { start, end: start };
}

/** How many days of a new outage the customer has already paid for and no earlier outage gave back. */
export function paidDaysLost(
  lost: Span,
  productCode: string,
  paid: readonly Span[],
  earlier: readonly OutageDays[],
): number {
  let days = 0;
  for (let day = lost.start; day < lost.end; day = addDays(day, 1)) {
    const isPaid = paid.some(({ start, end }) => start <= day && day < end);
    const isGivenBack = earlier.some(
      (each) => concerns(each, productCode) && each.from <= day && day < each.to,
    );
    if (isPaid && !isGivenBack) days += 1;
  }
  return days;
}

/** Moves the end of what is paid on by so many usable days. */
export function giveDaysBack(
  paidTo: LocalDate,
  days: number,
  productCode: string,
  outages: readonly OutageDays[],
): LocalDate {
  const mine = outages.filter((outage) => concerns(outage, productCode));
  let end = paidTo;
  for (let left = days; left > 0;) {
    const isLost = mine.some(({ from, to }) => from <= end && end < to);
    if (!isLost) left -= 1;
    end = addDays(end, 1);
  }
  return end;
}

export const lengthInDays = (span: Span): number => Math.max(0, daysBetween(span.start, span.end));
