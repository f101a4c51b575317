import { LAST_DAY, addDays, addMonths, daysBetween, type LocalDate } from './local-date';

/** A subscription period: a number of days, months or years. */
export interface Period {
  readonly unit: 'day' | 'month' | 'year';
  readonly count: number;
}

/** A half-open stretch of days: `start` is the first day of use, `end` the first day after it. */
export interface Span {
  readonly start: LocalDate;
  readonly end: LocalDate;
}

const UNITS = { D: 'day', M: 'month', Y: 'year' } as const;
const LETTERS = { day: 'D', month: 'M', year: 'Y' } as const;

export const isPeriodText = (text: string): boolean => /^P[1-9]\d{0,3}[DMY]$/.test(text);

/**
 * Reads an ISO duration of days, months or years: `P21D`, `P1M`, `P1Y`.
 * @throws RangeError for weeks, mixed or fractional durations and for zero
 */
export function parsePeriod(text: string): Period {
  if (!isPeriodText(text))
    throw new RangeError(`Not a period of days, months or years: ${JSON.stringify(text)}`);
  return { unit: UNITS[text.at(-1) as keyof typeof UNITS], count: +text.slice(1, -1) };
}

export const printPeriod = (period: Period): string => `P${period.count}${LETTERS[period.unit]}`;

/** The n-th boundary after an anchor. Months and years keep the anchor's day for ever and clamp it. */
export function boundary(anchor: LocalDate, period: Period, n: number): LocalDate {
  switch (period.unit) {
    case 'day':
      return addDays(anchor, period.count * n);
    case 'month':
      return addMonths(anchor, period.count * n);
    case 'year':
      return addMonths(anchor, 12 * period.count * n);
  }
}

/** The first boundary strictly after `date`: the end of the period that starts there. Nothing follows the last day there is. */
export function nextBoundary(anchor: LocalDate, period: Period, date: LocalDate): LocalDate {
  const longestDays = period.count * { day: 1, month: 31, year: 366 }[period.unit];
  let n = Math.max(0, Math.floor(daysBetween(anchor, date) / longestDays));
  while (boundary(anchor, period, n) <= date && date < LAST_DAY) n += 1;
  return boundary(anchor, period, n);
}

export const lengthOf = (span: Span): number => daysBetween(span.start, span.end);
