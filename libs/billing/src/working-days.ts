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

/**
 * Kazakhstan: holidays of the law of 13.12.2001 № 267-II with the day after one that falls on a weekend (Labour Code, art. 85), and
 * the two days off of art. 84, Christmas and the first day of Kurban Ait, which are not moved. 2026 as published on egov.kz in
 * December 2025; 2027 by the same rule: a decree of the Government that moves a day is to be added here.
 */
const YEARS_OF_KAZAKHSTAN: Readonly<Record<number, WorkingYear>> = {
  2026: {
    off: '01-01 01-02 01-07 03-09 03-23 03-24 03-25 05-01 05-07 05-11 05-27 07-06 08-31 10-26 12-16'.split(
      ' ',
    ),
    working: [],
  },
  2027: {
    off: '01-01 01-04 01-07 03-08 03-22 03-23 03-24 05-03 05-07 05-10 07-06 08-30 10-25 12-16'.split(' '),
    working: [],
  },
};

/** Whose working days are counted. */
export type CalendarCode = 'RU' | 'KZ';
const CALENDARS: Readonly<Record<CalendarCode, { readonly of: string; readonly years: typeof YEARS }>> = {
  RU: { of: 'Производственный календарь', years: YEARS },
  KZ: { of: 'Календарь рабочих дней Казахстана', years: YEARS_OF_KAZAKHSTAN },
};

export const LAST_KNOWN_YEAR = Math.max(...Object.keys(YEARS).map(Number));

/** @throws DomainError `calendar_unknown` naming the year: a step waits, it never guesses */
export function isWorkingDay(date: LocalDate, calendar: CalendarCode = 'RU'): boolean {
  const { of, years } = CALENDARS[calendar];
  const year = years[yearOf(date)];
  if (!year) {
    throw billingError('calendar_unknown', `${of} на ${yearOf(date)} год ещё не загружен`, {
      year: yearOf(date),
    });
  }
  const day = date.slice(5);
  if (year.working.includes(day)) return true;
  return ![0, 6].includes(weekdayOf(date)) && !year.off.includes(day);
}

export interface Term {
  readonly count: number;
  readonly unit: 'calendar_days' | 'working_days' | 'banking_days';
  /** Of working and banking days; left out: the production calendar of Russia. */
  readonly calendar?: CalendarCode | undefined;
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
    if (isWorkingDay(day, term.calendar)) left -= 1;
  }
  return day;
}
