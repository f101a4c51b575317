import { addDays, daysBetween, weekdayOf, type LocalDate } from '@rocket/kernel';

const WEEK = 7;

/** Whole weeks, Monday first, from that of `from` to that of `until`: the rows of a calendar. */
export function weeksOf(from: LocalDate, until: LocalDate): readonly (readonly LocalDate[])[] {
  const monday = addDays(from, -((weekdayOf(from) + WEEK - 1) % WEEK));
  const count = Math.floor(daysBetween(monday, until) / WEEK) + 1;
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: WEEK }, (__, day) => addDays(monday, week * WEEK + day)),
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -WEEK,
  ArrowDown: WEEK,
};

/**
 * Where an arrow leads among the days that can be chosen: to the next or the previous one; up and down to the nearest at least a
 * week away. Null where there is none, or for another key.
 */
export function dayUnder(key: string, from: LocalDate, days: readonly LocalDate[]): LocalDate | null {
  if (key === 'Home') return days[0] ?? null;
  if (key === 'End') return days.at(-1) ?? null;
  const step = STEPS[key];
  if (step === undefined) return null;
  const to = addDays(from, step);
  return (step > 0 ? days.find((day) => day >= to) : days.findLast((day) => day <= to)) ?? null;
}
