import { addDays, dayOf, weekdayOf, type LocalDate } from '@rocket/kernel';
import { instantOfMoment, type TimeAhead } from './notice-time';
import { addTerm, isWorkingDay, type CalendarCode } from './working-days';

/** When people of support are there, by the seller's clock. */
export interface SupportHours {
  /** `09:00` */
  readonly from: string;
  /** `18:00`, later than `from`. */
  readonly to: string;
  /** `monday_to_friday`: but for holidays, and never on a Saturday that was made a working day. */
  readonly days: 'monday_to_friday' | 'working_days' | 'every_day';
}

/** How soon support answers: hours are counted while somebody is there, round the clock where no hours are named. */
export interface ReactionPromise {
  readonly within: TimeAhead;
  readonly hours?: SupportHours | undefined;
  /** Whose working days; left out: Russia's. */
  readonly calendar?: CalendarCode | undefined;
}

const HOUR_MS = 3_600_000;
const LAST_MINUTE = '23:59';

/**
 * The last moment at which an answer is in time. What comes when nobody is there is counted from the next opening; days are
 * counted from the day after and end with their last minute.
 *
 * @throws DomainError `calendar_unknown` naming the year it reaches into without a calendar
 */
export function reactionDue(askedAt: Date, { within, hours, calendar }: ReactionPromise, zone: string): Date {
  if (within.unit !== 'hours') {
    const on = addTerm(dayOf(askedAt, zone), { ...within, calendar });
    return instantOfMoment({ on, time: LAST_MINUTE }, zone);
  }
  let left = within.count * HOUR_MS;
  if (!hours) return new Date(askedAt.getTime() + left);
  for (let day = dayOf(askedAt, zone); ; day = addDays(day, 1)) {
    if (!isOpen(day, hours, calendar)) continue;
    const begins = Math.max(
      instantOfMoment({ on: day, time: hours.from }, zone).getTime(),
      askedAt.getTime(),
    );
    const lasts = instantOfMoment({ on: day, time: hours.to }, zone).getTime() - begins;
    if (lasts <= 0) continue;
    if (left <= lasts) return new Date(begins + left);
    left -= lasts;
  }
}

function isOpen(day: LocalDate, { days }: SupportHours, calendar?: CalendarCode): boolean {
  if (days === 'every_day') return true;
  const isWeekend = [0, 6].includes(weekdayOf(day));
  return !(days === 'monday_to_friday' && isWeekend) && isWorkingDay(day, calendar);
}
