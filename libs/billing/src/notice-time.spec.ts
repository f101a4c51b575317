import { localDate } from '@rocket/kernel';
import { earliestMoment, instantOfMoment, isToldInTime } from './notice-time';

const MOSCOW = 'Europe/Moscow';
const toldAt = new Date('2027-06-01T18:20:30+03:00');
const on = (day: string, time: string | null = null) => ({ on: localDate(day), time });

describe('telling in time', () => {
  it('counts calendar days by days: ten ahead is in time at any hour, nine is not (rule 24)', () => {
    const ahead = { count: 10, unit: 'calendar_days' } as const;
    expect(earliestMoment(ahead, toldAt, MOSCOW)).toEqual(on('2027-06-11'));
    expect(isToldInTime(ahead, toldAt, on('2027-06-11', '00:00'), MOSCOW)).toBe(true);
    expect(isToldInTime(ahead, toldAt, on('2027-06-10', '23:59'), MOSCOW)).toBe(false);
  });

  it('counts working days by the production calendar, over a holiday', () => {
    // 12 June 2027 is a Saturday; the day off is Monday the 14th.
    const ahead = { count: 3, unit: 'working_days' } as const;
    expect(earliestMoment(ahead, new Date('2027-06-10T12:00:00+03:00'), MOSCOW)).toEqual(on('2027-06-16'));
  });

  it('waits for a calendar that is not known instead of guessing', () => {
    const ahead = { count: 3, unit: 'working_days' } as const;
    expect(() => earliestMoment(ahead, new Date('2031-06-10T12:00:00+03:00'), MOSCOW)).toThrow('2031');
  });

  it('counts hours to the minute, across midnight (rule 25: 24 hours)', () => {
    const ahead = { count: 24, unit: 'hours' } as const;
    expect(earliestMoment(ahead, toldAt, MOSCOW)).toEqual(on('2027-06-02', '18:21'));
    expect(isToldInTime(ahead, toldAt, on('2027-06-02', '18:21'), MOSCOW)).toBe(true);
    expect(isToldInTime(ahead, toldAt, on('2027-06-02', '18:20'), MOSCOW)).toBe(false);
    expect(isToldInTime(ahead, toldAt, on('2027-06-02'), MOSCOW)).toBe(false);
    expect(isToldInTime(ahead, toldAt, on('2027-06-03'), MOSCOW)).toBe(true);
  });

  it('knows the day where the seller is, not where the machine is', () => {
    const late = new Date('2027-06-01T22:30:00Z');
    const ahead = { count: 1, unit: 'calendar_days' } as const;
    expect(earliestMoment(ahead, late, MOSCOW).on).toBe('2027-06-03');
    expect(earliestMoment(ahead, late, 'UTC').on).toBe('2027-06-02');
    expect(instantOfMoment(on('2027-06-02', '09:30'), 'Asia/Almaty').toISOString()).toBe(
      '2027-06-02T04:30:00.000Z',
    );
  });
});
