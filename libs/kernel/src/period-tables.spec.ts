import { addDays, dayOf, daysBetween, localDate, startOfDay, type LocalDate } from './local-date';
import { allocate, proportion, sum } from './money';
import { boundary, nextBoundary, parsePeriod } from './period';

const first = (anchor: string, period: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => boundary(localDate(anchor), parsePeriod(period), n + 1));

/** Where other billing systems have erred: an anchor that creeps, a leap day that is lost, a period counted in hours. */
describe('boundaries of a subscription', () => {
  it.each([
    [
      '31 January by months',
      '2027-01-31',
      'P1M',
      '02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31',
    ],
    [
      '30 January by months',
      '2027-01-30',
      'P1M',
      '02-28 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30',
    ],
    [
      '29 January by months',
      '2027-01-29',
      'P1M',
      '02-28 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29 11-29 12-29',
    ],
    ['31 January by months of a leap year', '2028-01-31', 'P1M', '02-29 03-31 04-30 05-31'],
    ['29 January by months of a leap year', '2028-01-29', 'P1M', '02-29 03-29'],
    ['31 March by quarters', '2027-03-31', 'P3M', '06-30 09-30 12-31'],
  ])('anchored on %s never creep', (_, anchor, period, days) => {
    const expected = days.split(' ').map((each) => `${anchor.slice(0, 4)}-${each}`);
    expect(first(anchor, period, expected.length)).toEqual(expected);
  });

  it.each([
    [
      '30 November by quarters',
      '2026-11-30',
      'P3M',
      ['2027-02-28', '2027-05-30', '2027-08-30', '2027-11-30', '2028-02-29'],
    ],
    ['31 August by half-years', '2026-08-31', 'P6M', ['2027-02-28', '2027-08-31', '2028-02-29']],
    [
      '29 February by years',
      '2024-02-29',
      'P1Y',
      ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29', '2029-02-28'],
    ],
    ['29 February by months', '2028-02-29', 'P12M', ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
    ['31 December by months', '2026-12-31', 'P2M', ['2027-02-28', '2027-04-30', '2027-06-30']],
    ['29 February 2096, before a century without one', '2096-02-29', 'P4Y', ['2100-02-28', '2104-02-29']],
  ])('anchored on %s clamp and come back', (_, anchor, period, expected) => {
    expect(first(anchor, period, expected.length)).toEqual(expected);
  });

  it('tile time: every day is in one period only, and asked from inside or from its edge the end is the same', () => {
    const anchor = localDate('2027-01-31');
    const month = parsePeriod('P1M');
    for (let day = anchor; day < '2029-03-01'; day = addDays(day, 1)) {
      const end = nextBoundary(anchor, month, day);
      expect(end > day).toBe(true);
      expect(daysBetween(day, end)).toBeLessThanOrEqual(31);
    }
  });
});

describe('21 days over a change of clocks', () => {
  const hours = (from: LocalDate, to: LocalDate, zone: string): number =>
    (startOfDay(to, zone).getTime() - startOfDay(from, zone).getTime()) / 3_600_000;

  it.each([
    ['America/New_York', 'spring', '2027-03-01', '2027-03-22', 503],
    ['America/New_York', 'autumn', '2027-10-25', '2027-11-15', 505],
    ['Europe/Berlin', 'spring', '2027-03-15', '2027-04-05', 503],
    ['Europe/Berlin', 'autumn', '2027-10-18', '2027-11-08', 505],
    ['Europe/Moscow', 'spring', '2027-03-15', '2027-04-05', 504],
  ])('in %s in %s are 21 days, whatever hours they have', (zone, _, start, end, length) => {
    const [from, to] = [localDate(start), localDate(end)];
    expect(boundary(from, parsePeriod('P21D'), 1)).toBe(to);
    expect(hours(from, to, zone)).toBe(length);
    expect(dayOf(startOfDay(to, zone), zone)).toBe(to);
    expect(dayOf(new Date(startOfDay(to, zone).getTime() - 1), zone)).toBe(addDays(to, -1));
  });
});

describe('shares of a sum', () => {
  it.each([
    [100_00n, 15n, 30n, 50_00n],
    [100_00n, 1n, 31n, 3_23n],
    [100_00n, 30n, 31n, 96_77n],
    [99_99n, 1n, 2n, 50_00n],
    [1n, 1n, 2n, 1n],
    [1n, 1n, 3n, 0n],
    [-1n, 1n, 2n, -1n],
    [10_00n, 29n, 29n, 10_00n],
    [1_000_000_000_00n, 1n, 3n, 333_333_333_33n],
    [10_00n, 0n, 31n, 0n],
  ])(
    '%i × %i / %i is rounded half up once, away from zero for a credit: %i',
    (sumOf, part, whole, expected) => {
      expect(proportion(sumOf, part, whole)).toBe(expected);
    },
  );

  it.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [5n, [1n, 1n], [3n, 2n]],
    [1n, [0n, 1n, 1n], [0n, 1n, 0n]],
    [10_000n, [30n, 60n, 10n], [3_000n, 6_000n, 1_000n]],
    [7n, [1n, 2n, 4n], [1n, 2n, 4n]],
  ])(
    'a split of %i adds up again, the rest to the largest remainder, ties to the earlier',
    (total, weights, parts) => {
      expect(allocate(total, weights)).toEqual(parts);
      expect(sum(parts)).toBe(total);
    },
  );
});
