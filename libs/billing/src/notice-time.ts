import { dayOf, instantOf, startOfDay, type LocalDate } from '@rocket/kernel';
import { addTerm, type Term } from './working-days';

/** As `LeadTime` of the catalogue: days of a kind, or hours to the minute. */
export type TimeAhead = Term | { readonly count: number; readonly unit: 'hours' };

/** When something takes effect: a day of the seller, and a time of that day (`09:30`) when it is known. */
export interface EffectiveMoment {
  readonly on: LocalDate;
  readonly time: string | null;
}

/** The instant of such a moment; without a time the first one of the day. */
export function instantOfMoment({ on, time }: EffectiveMoment, zone: string): Date {
  if (time === null) return startOfDay(on, zone);
  const [hour, minute] = time.split(':').map(Number);
  return new Date(instantOf(on, zone, hour).getTime() + minute! * 60_000);
}

const MINUTE_MS = 60_000;

/**
 * The first moment about which people are told in time when they are told at `toldAt`. Days are counted from the day after
 * that of the telling (rule 24: ten calendar days ahead is in time); hours from the instant, up to the next whole minute.
 *
 * @throws DomainError `calendar_unknown` when working days reach a year without a calendar
 */
export function earliestMoment(ahead: TimeAhead, toldAt: Date, zone: string): EffectiveMoment {
  if (ahead.unit !== 'hours') return { on: addTerm(dayOf(toldAt, zone), ahead), time: null };
  const exact = toldAt.getTime() + ahead.count * 3_600_000;
  const at = new Date(Math.ceil(exact / MINUTE_MS) * MINUTE_MS);
  return { on: dayOf(at, zone), time: clockOf(at, zone) };
}

/** Whether telling at `toldAt` is in time. @throws DomainError `calendar_unknown` */
export function isToldInTime(
  ahead: TimeAhead,
  toldAt: Date,
  effective: EffectiveMoment,
  zone: string,
): boolean {
  const earliest = earliestMoment(ahead, toldAt, zone);
  if (ahead.unit !== 'hours') return effective.on >= earliest.on;
  return instantOfMoment(effective, zone) >= instantOfMoment(earliest, zone);
}

const clockOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
