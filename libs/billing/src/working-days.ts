import { addDays, weekdayOf, yearOf, type LocalDate } from '@rocket/kernel';
import { billingError } from './errors';

/** Mon–Fri days off and working Saturdays of a year, written `MM-DD`. */
interface WorkingYear {
  readonly off: readonly string[];
  readonly working: readonly string[];
}

/**
 * The production calendar, transferred days included. Sources: Government decrees № 1314 of 2023-08-10, № 1335 of
 * 2024-10-04, № 1466 of 2025-09-24, № 1187 of 2026-09-17; ../shared/facts/ru-docs-payments.md §7.
 */
const YEARS: Readonly<Record<number, WorkingYear>> = {
  2024: {
    off: '01-01 01-02 01-03 01-04 01-05 01-08 02-23 03-08 04-29 04-30 05-01 05-09 05-10 06-12 11-04 12-30 12-31'.split(
      ' ',
    ),
    working: ['04-27', '11-02', '12-28'],
  },
  2025: {
    off: '01-01 01-02 01-03 01-06 01-07 01-08 05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31'.split(
      ' ',
    ),
    working: ['11-01'],
  },
  2026: {
    off: '01-01 01-02 01-05 01-06 01-07 01-08 01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31'.split(' '),
    working: [],
  },
  2027: {
    off: '01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31'.split(
      ' ',
    ),
    working: ['02-20'],
  },
};

export const LAST_KNOWN_YEAR = Math.max(...Object.keys(YEARS).map(Number));

/** @throws DomainError `calendar_unknown` naming the year: a step waits, it never guesses */
export function isWorkingDay(date: LocalDate): boolean {
  const year = YEARS[yearOf(date)];
  if (!year) {
    throw billingError(
      'calendar_unknown',
      `Производственный календарь на ${yearOf(date)} год ещё не загружен`,
      {
        year: yearOf(date),
      },
    );
  }
  const day = date.slice(5);
  if (year.working.includes(day)) return true;
  return ![0, 6].includes(weekdayOf(date)) && !year.off.includes(day);
}

export interface Term {
  readonly count: number;
  readonly unit: 'calendar_days' | 'working_days' | 'banking_days';
}

/**
 * The day `term.count` days after `date`; counting starts from the next day. Banking and working days mean the same
 * calendar.
 * @throws DomainError `calendar_unknown` when it reaches a year without a calendar
 */
export function addTerm(date: LocalDate, term: Term): LocalDate {
  if (term.unit === 'calendar_days') return addDays(date, term.count);
  let day = date;
  for (let left = term.count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}
