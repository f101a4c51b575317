/** A calendar of its own for the naive ledger: days are numbers, months are counted on the knuckles. */
export type DayNumber = number;

const KNUCKLES = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOfMonth = (year: number, month: number): number =>
  month === 1 && isLeap(year) ? 29 : KNUCKLES[month]!;

/** Days since 1970-01-01. */
export const dayNumber = (text: string): DayNumber => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
export const textOf = (day: DayNumber): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Walks month by month from the month of `day` and lands on the day it clings to, or on the last one. */
export function monthsLater(day: DayNumber, months: number, clingsTo: number): DayNumber {
  let [year, month] = textOf(day).split('-').map(Number) as [number, number];
  month -= 1;
  for (let left = months; left > 0; left -= 1) {
    month += 1;
    if (month === 12) [year, month] = [year + 1, 0];
  }
  const date = Math.min(clingsTo, lengthOfMonth(year, month));
  return dayNumber(`${year}-${String(month + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
}
