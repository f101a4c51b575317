import type { ReportStepName } from '@rocket/contracts';
import { addDays, addMonths, localDate, type LocalDate } from '@rocket/kernel';
import { writeDate, type Language } from '@rocket/ui';

const firstOfMonth = (day: LocalDate): LocalDate => localDate(`${day.slice(0, 8)}01`);
const lastOfMonth = (day: LocalDate): LocalDate => addDays(addMonths(firstOfMonth(day), 1), -1);

/** `октябрь 2026` for a whole month, else its days: `05.10 – 11.10.2026`. */
export function lineName(language: Language, from: LocalDate, to: LocalDate): string {
  if (from === to) return writeDate(from);
  if (from === firstOfMonth(from) && to === lastOfMonth(from))
    return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
      .format(Date.parse(from))
      .replace(/\s*г\.$/, '');
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  return `${isOneYear ? writeDate(from).slice(0, 5) : writeDate(from)} – ${writeDate(to)}`;
}

/** What stands under a bar: a month by its name, a day or the first day of a week by its number. */
export const shortLineName = (language: Language, from: LocalDate, by: ReportStepName): string =>
  new Intl.DateTimeFormat(
    language,
    by === 'month'
      ? { month: 'short', timeZone: 'UTC' }
      : { day: '2-digit', month: '2-digit', timeZone: 'UTC' },
  )
    .format(Date.parse(from))
    .replace(/\.$/, '');

export type UsualPeriod = 'month' | 'before' | 'half' | 'year';

/** Periods people ask for most, until today. */
export function usualPeriods(today: LocalDate): readonly (readonly [UsualPeriod, LocalDate, LocalDate])[] {
  const month = firstOfMonth(today);
  const before = addMonths(month, -1);
  return [
    ['month', month, today],
    ['before', before, lastOfMonth(before)],
    ['half', addMonths(month, -5), today],
    ['year', localDate(`${today.slice(0, 4)}-01-01`), today],
  ];
}
