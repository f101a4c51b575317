import { localDate } from '@rocket/kernel';
import { lineName, shortLineName, usualPeriods } from './line-name';

const named = (from: string, to: string): string => lineName('ru', localDate(from), localDate(to));

describe('a line of a report', () => {
  it('is named by its month when it is a whole one, else by its days', () => {
    expect(named('2026-10-01', '2026-10-31')).toBe('октябрь 2026');
    expect(named('2028-02-01', '2028-02-29')).toBe('февраль 2028');
    expect(named('2026-10-05', '2026-10-31')).toBe('05.10 – 31.10.2026');
    expect(named('2026-12-28', '2027-01-03')).toBe('28.12.2026 – 03.01.2027');
    expect(named('2026-10-05', '2026-10-05')).toBe('05.10.2026');
  });

  it('has a short name under its bar', () => {
    expect(shortLineName('ru', localDate('2026-10-05'), 'week')).toBe('05.10');
    expect(shortLineName('ru', localDate('2026-05-01'), 'month')).toBe('май');
  });

  it('usual periods end today, or with the last month', () => {
    expect(usualPeriods(localDate('2026-03-31'))).toEqual([
      ['month', '2026-03-01', '2026-03-31'],
      ['before', '2026-02-01', '2026-02-28'],
      ['half', '2025-10-01', '2026-03-31'],
      ['year', '2026-01-01', '2026-03-31'],
    ]);
  });
});
