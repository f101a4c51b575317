import { Exact, roundToMinor, type Minor, type Period } from '@rocket/kernel';

/** Days of a month on the average, leap years counted: 365.25 / 12. */
const DAYS_OF_MONTH = new Exact('30.4375');
const MINOR_OF_MAJOR = 100;

/**
 * What a sum for each period comes to in a month, in minor units, half up once: to compare products that are paid by the day, the
 * month and the year. A figure for people; nothing is charged by it.
 */
export function perMonth(cost: Minor, { unit, count }: Period): Minor {
  const periods = new Exact(cost.toString()).div(MINOR_OF_MAJOR).div(count);
  switch (unit) {
    case 'day':
      return roundToMinor(periods.times(DAYS_OF_MONTH));
    case 'month':
      return roundToMinor(periods);
    case 'year':
      return roundToMinor(periods.div(12));
  }
}
