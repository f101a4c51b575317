import { addDays, instantOf, startOfDay, type LocalDate } from '@rocket/kernel';
import type { Moment } from './grants';
import type { PlanningTime } from './plan';

/** A grant may pay a missed date when it was valid at some moment of it. */
export const missedDay = (date: LocalDate, zone: string): Moment => ({
  from: startOfDay(date, zone),
  to: new Date(startOfDay(addDays(date, 1), zone).getTime() - 1),
});

/** When a grant must be valid to pay what is due on the business date of a run: now, or at some moment of a date that was missed. */
export const momentOfRun = (time: PlanningTime, zone: string): Moment =>
  time.businessDate >= time.today ? { from: time.now, to: time.now } : missedDay(time.businessDate, zone);

/** The instant at which the run of a business date happens: 03:00 in the seller's zone. */
export const runInstant = (date: LocalDate, zone: string): Date => instantOf(date, zone, 3);
