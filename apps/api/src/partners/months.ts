import { addDays, addMonths, localDate, startOfDay, type LocalDate } from '@rocket/kernel';

export const firstOfMonth = (day: LocalDate): LocalDate => localDate(`${day.slice(0, 7)}-01`);

export const lastOfMonth = (month: LocalDate): LocalDate => addDays(addMonths(month, 1), -1);

/** The instant at which a month (its first day) is over. */
export const endOfMonth = (month: LocalDate, timeZone: string): Date =>
  startOfDay(addMonths(month, 1), timeZone);

/** `2026-11-01` → `2026-11`, as the contract writes a month. */
export const printMonth = (month: LocalDate): string => month.slice(0, 7);

export const readMonth = (text: string): LocalDate => localDate(`${text}-01`);
