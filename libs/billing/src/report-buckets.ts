import { addDays, addMonths, localDate, type LocalDate, weekdayOf } from '@rocket/kernel';

export type ReportStep = 'day' | 'week' | 'month';

/** Whole local days of a report, both included, cut to the period asked for. `key` is the first day of the whole step. */
export interface ReportBucket {
  readonly key: LocalDate;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The first day of the day, the week (from Monday) or the month a date is in: what PostgreSQL's `date_trunc` answers. */
export function stepOf(date: LocalDate, step: ReportStep): LocalDate {
  if (step === 'day') return date;
  if (step === 'month') return localDate(`${date.slice(0, 8)}01`);
  return addDays(date, -((weekdayOf(date) + 6) % 7));
}

/**
 * The steps of a period in order, without a hole or an overlap, empty ones too; the first and the last are cut to the period.
 * No more than `most` and one: whoever asked for more is told so.
 */
export function bucketsOf(from: LocalDate, to: LocalDate, step: ReportStep, most = 1000): ReportBucket[] {
  const buckets: ReportBucket[] = [];
  for (let key = stepOf(from, step); key <= to && buckets.length <= most;) {
    const next = step === 'month' ? stepOf(addMonths(key, 1), step) : addDays(key, step === 'week' ? 7 : 1);
    buckets.push({ key, from: key < from ? from : key, to: next > to ? to : addDays(next, -1) });
    key = next;
  }
  return buckets;
}

/** How large a part is of a whole in percent with one decimal, half up: `12.5`; null of a whole of nothing. */
export function percentOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const tenths = Math.floor((2 * part * 1000 + whole) / (2 * whole));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
