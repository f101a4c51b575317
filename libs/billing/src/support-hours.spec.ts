import { dayOf, weekdayOf } from '@rocket/kernel';
import fc from 'fast-check';
import { isWorkingDay, type CalendarCode } from './working-days';
import { reactionDue, type ReactionPromise, type SupportHours } from './support-hours';

const MOSCOW = 'Europe/Moscow';
const HOURS: SupportHours = { from: '09:00', to: '18:00', days: 'monday_to_friday' };
const WITHIN_8: ReactionPromise = { within: { count: 8, unit: 'hours' }, hours: HOURS };
const MINUTE = 60_000;

const at = (text: string): Date => new Date(`${text}+03:00`);
const due = (asked: string, promise: ReactionPromise = WITHIN_8): string =>
  new Date(reactionDue(at(asked), promise, MOSCOW).getTime() + 3 * 60 * MINUTE).toISOString().slice(0, 16);

describe('the reaction of support', () => {
  it.each([
    ['within the day', '2026-11-25T09:30:00', '2026-11-25T17:30'],
    ['at the very end of the day', '2026-11-25T10:00:00', '2026-11-25T18:00'],
    ['over a weekend', '2026-11-27T17:30:00', '2026-11-30T16:30'],
    ['asked before the opening', '2026-11-25T03:00:00', '2026-11-25T17:00'],
    ['asked at the closing', '2026-11-25T18:00:00', '2026-11-26T17:00'],
    ['asked on a Sunday', '2026-11-29T12:00:00', '2026-11-30T17:00'],
    ['over a holiday in the week', '2026-11-03T17:00:00', '2026-11-05T16:00'],
    ['over the New Year', '2026-12-30T12:00:00', '2027-01-11T11:00'],
    ['past a Saturday that was made a working day', '2027-02-19T17:00:00', '2027-02-24T16:00'],
  ])('is due %s', (_story, asked, answer) => {
    expect(due(asked)).toBe(answer);
  });

  it('counts that Saturday where the offer says working days', () => {
    const promise: ReactionPromise = { ...WITHIN_8, hours: { ...HOURS, days: 'working_days' } };
    expect(due('2027-02-19T17:00:00', promise)).toBe('2027-02-20T16:00');
  });

  it('is counted round the clock where the offer names no hours', () => {
    expect(due('2026-11-28T22:15:00', { within: { count: 8, unit: 'hours' } })).toBe('2026-11-29T06:15');
  });

  it('in days is due with the last minute of the last one', () => {
    expect(due('2026-11-22T10:00:00', { within: { count: 30, unit: 'calendar_days' } })).toBe(
      '2026-12-22T23:59',
    );
    expect(due('2026-11-27T10:00:00', { within: { count: 1, unit: 'working_days' } })).toBe(
      '2026-11-30T23:59',
    );
  });

  it('keeps to the calendar of its country: 16 December is a holiday in Kazakhstan', () => {
    const promise: ReactionPromise = { ...WITHIN_8, calendar: 'KZ' };
    const asked = new Date('2026-12-15T17:00:00+05:00');
    expect(reactionDue(asked, promise, 'Asia/Almaty').toISOString()).toBe('2026-12-17T11:00:00.000Z');
    expect(
      reactionDue(
        at('2026-12-15T10:00:00'),
        { within: { count: 1, unit: 'working_days' }, calendar: 'KZ' },
        MOSCOW,
      ),
    ).toEqual(at('2026-12-17T23:59:00'));
  });

  it('names the year that has no calendar and does not guess', () => {
    expect(() => due('2027-12-30T17:00:00')).toThrow('2028');
    expect(due('2027-12-30T09:00:00')).toBe('2027-12-30T17:00');
    expect(due('2028-05-01T10:00:00', { ...WITHIN_8, hours: { ...HOURS, days: 'every_day' } })).toBe(
      '2028-05-01T18:00',
    );
  });
});

/** Minutes of support between two instants, counted one by one by the clock on the wall. */
function minutesThere(
  from: Date,
  to: Date,
  hours: SupportHours,
  zone: string,
  calendar: CalendarCode,
): number {
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  let minutes = 0;
  for (let ms = from.getTime(); ms < to.getTime(); ms += MINUTE) {
    const moment = new Date(ms);
    const day = dayOf(moment, zone);
    const isWeekend = [0, 6].includes(weekdayOf(day));
    const isThere =
      hours.days === 'every_day' ||
      (isWorkingDay(day, calendar) && !(hours.days === 'monday_to_friday' && isWeekend));
    const time = wall.format(moment);
    if (isThere && time >= hours.from && time < hours.to) minutes += 1;
  }
  return minutes;
}

describe('whatever is asked whenever', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 * 60 }), fc.integer({ min: 1, max: 23 * 60 + 59 }))
    // Hours of a minute a day would count for months.
    .filter(([from, to]) => to - from >= 60)
    .map((both) =>
      both.map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`),
    );
  const cases = fc.record({
    // Berlin changes its clock, Moscow and Almaty do not.
    zone: fc.constantFrom(MOSCOW, 'Asia/Almaty', 'Europe/Berlin'),
    calendar: fc.constantFrom<CalendarCode>('RU', 'KZ'),
    hours: fc
      .tuple(clock, fc.constantFrom('monday_to_friday', 'working_days', 'every_day'))
      .map(([[from, to], days]) => ({ from, to, days }) as SupportHours),
    count: fc.integer({ min: 1, max: 20 }),
    askedMinute: fc.integer({
      min: Date.UTC(2026, 0, 5) / MINUTE,
      max: Date.UTC(2027, 9, 1) / MINUTE,
    }),
  });
  const askedIn = ({ askedMinute }: { askedMinute: number }): Date => new Date(askedMinute * MINUTE);

  it('an answer is due when exactly so many minutes of support have passed, and never while nobody is there', () => {
    fc.assert(
      fc.property(cases, ({ zone, calendar, hours, count, ...rest }) => {
        const asked = askedIn(rest);
        const promise: ReactionPromise = { within: { count, unit: 'hours' }, hours, calendar };
        const answer = reactionDue(asked, promise, zone);
        expect(minutesThere(asked, answer, hours, zone, calendar)).toBe(count * 60);
        const before = new Date(answer.getTime() - MINUTE);
        expect(minutesThere(before, answer, hours, zone, calendar)).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('whoever asks later is not answered sooner, and a longer promise is not due sooner', () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: 0, max: 5000 }),
        ({ zone, calendar, hours, count, ...rest }, later) => {
          const asked = askedIn(rest);
          const promise: ReactionPromise = { within: { count, unit: 'hours' }, hours, calendar };
          const answer = reactionDue(asked, promise, zone).getTime();
          expect(
            reactionDue(new Date(asked.getTime() + later * MINUTE), promise, zone).getTime(),
          ).toBeGreaterThanOrEqual(answer);
          expect(
            reactionDue(asked, { ...promise, within: { count: count + 1, unit: 'hours' } }, zone).getTime(),
          ).toBeGreaterThan(answer);
          expect(answer).toBeGreaterThan(asked.getTime());
        },
      ),
    );
  });
});
