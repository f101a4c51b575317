import { addDays, localDate, type LocalDate } from '@rocket/kernel';

interface Days {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The periods accountants reconcile most often, as they stand on `today`. Both days included. */
export function usualPeriods(today: LocalDate): Record<'lastQuarter' | 'thisYear' | 'lastYear', Days> {
  const year = Number(today.slice(0, 4));
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  const first = (ofYear: number, month: number): LocalDate =>
    localDate(`${ofYear}-${String(month + 1).padStart(2, '0')}-01`);
  const began = quarter === 0 ? first(year - 1, 9) : first(year, (quarter - 1) * 3);
  return {
    lastQuarter: { from: began, to: addDays(first(year, quarter * 3), -1) },
    thisYear: { from: first(year, 0), to: today },
    lastYear: { from: first(year - 1, 0), to: addDays(first(year, 0), -1) },
  };
}
