import { localDate } from '@rocket/kernel';
import { dayUnder, weeksOf } from './weeks';

const day = localDate;

describe('the calendar of charges', () => {
  it('begins on a Monday and ends on a Sunday, over the turn of a year', () => {
    const weeks = weeksOf(day('2026-12-10'), day('2027-01-09'));
    expect(weeks[0]![0]).toBe('2026-12-07');
    expect(weeks.at(-1)!.at(-1)).toBe('2027-01-10');
    expect(weeks).toHaveLength(5);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });

  it('has a week of its own for a Sunday and for a Monday', () => {
    expect(weeksOf(day('2026-11-22'), day('2026-11-23')).map((week) => week[0])).toEqual([
      '2026-11-16',
      '2026-11-23',
    ]);
    expect(weeksOf(day('2026-11-23'), day('2026-11-23'))).toHaveLength(1);
  });

  it('is walked by arrows from one day of charges to another', () => {
    const days = [day('2026-12-01'), day('2026-12-03'), day('2026-12-15')];
    const under = (key: string, from: string) => dayUnder(key, day(from), days);
    expect(under('ArrowRight', '2026-12-01')).toBe('2026-12-03');
    expect(under('ArrowLeft', '2026-12-03')).toBe('2026-12-01');
    expect(under('ArrowDown', '2026-12-03')).toBe('2026-12-15');
    expect(under('ArrowUp', '2026-12-15')).toBe('2026-12-03');
    expect(under('ArrowRight', '2026-12-15')).toBeNull();
    expect(under('End', '2026-12-01')).toBe('2026-12-15');
    expect(under('a', '2026-12-01')).toBeNull();
  });
});
