import type { Words } from '../text/words';

/** `P1M` → «1 месяц». What is not a period is shown as it is: a screen does not break on it. */
export function periodLength(t: Words, period: string): string {
  const match = /^P(\d+)([DMY])$/.exec(period);
  if (!match) return period;
  const say = { D: t.days, M: t.months, Y: t.years }[match[2] as 'D' | 'M' | 'Y'];
  return say(Number(match[1]));
}

/** `P1M` → «в месяц», `P3M` → «за 3 месяца». */
export const perPeriod = (t: Words, period: string): string =>
  t.byPeriod[period] ?? t.per(periodLength(t, period));
