import { addDays, instantOf, startOfDay, type LocalDate } from '@rocket/kernel';
import type { Moment } from './grants';

/** A grant may pay a missed date when it was valid at some moment of it. */
export const missedDay = (date: LocalDate, zone: string): Moment => ({
  from: startOfDay(date, zone),
  to: new Date(startOfDay(addDays(date, 1), zone).getTime() - 1),
});

/** The instant at which the run of a business date happens: 03:00 in the seller's zone. */
export const runInstant = (date: LocalDate, zone: string): Date => instantOf(date, zone, 3);
