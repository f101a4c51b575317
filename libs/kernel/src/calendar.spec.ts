import fc from 'fast-check';
import { addDays, addMonths, dayOf, daysBetween, instantOf, localDate, startOfDay } from './local-date';
import { boundary, lengthOf, nextBoundary, parsePeriod } from './period';

const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays(localDate('2000-01-01'), n));

describe('a calendar day', () => {
  it.each(['2026-02-30', '2026-2-3', '20260203', '2026-13-01', ''])('%j is refused', (text) => {
    expect(() => localDate(text)).toThrow(RangeError);
  });

  it('belongs to the zone of the seller: 22:30 UTC is already tomorrow in Moscow', () => {
    expect(dayOf(new Date('2026-11-20T22:30:00Z'), 'Europe/Moscow')).toBe('2026-11-21');
    expect(dayOf(new Date('2026-11-20T20:59:59Z'), 'Europe/Moscow')).toBe('2026-11-20');
  });

  it.each([
    'Europe/Moscow',
    'Asia/Almaty',
    'America/New_York',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'Asia/Kathmandu',
  ])('starts at its first instant in %s, summer time or not', (zone) => {
    fc.assert(
      fc.property(day, (date) => {
        const start = startOfDay(date, zone).getTime();
        if (dayOf(new Date(start), zone) !== date) return; // Apia had no 2011-12-30 at all
        expect(dayOf(new Date(start - 1), zone) < date).toBe(true);
      }),
    );
  });

  it('of the last year there is has none after it: what never ends does not end in the past', () => {
    const never = localDate('9999-12-31');
    expect(addDays(never, 1)).toBe(never);
    expect(addMonths(localDate('2027-03-01'), 12 * 9999)).toBe(never);
    expect(nextBoundary(localDate('2027-03-01'), parsePeriod('P9999Y'), localDate('2027-03-01'))).toBe(never);
    expect(nextBoundary(never, parsePeriod('P1M'), never)).toBe(never);
    expect(startOfDay(addDays(never, 1), 'Europe/Moscow').toISOString()).toBe('9999-12-30T21:00:00.000Z');
  });

  it('runs at three in the morning of the seller', () => {
    expect(instantOf(localDate('2026-11-21'), 'Europe/Moscow', 3).toISOString()).toBe(
      '2026-11-21T00:00:00.000Z',
    );
    expect(instantOf(localDate('2026-03-08'), 'America/New_York', 3).toISOString()).toBe(
      '2026-03-08T07:00:00.000Z',
    );
  });
});

describe('a period', () => {
  it.each(['P0M', 'P1W', 'P1M1D', 'PT1H', 'p1m', 'P1.5M'])('%j is refused', (text) => {
    expect(() => parsePeriod(text)).toThrow(RangeError);
  });

  it('keeps the anchor day for ever and clamps it to a shorter month', () => {
    const anchor = localDate('2026-01-31');
    const months = [1, 2, 3, 13, 25].map((n) => boundary(anchor, parsePeriod('P1M'), n));
    expect(months).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2027-02-28', '2028-02-29']);
    expect(boundary(localDate('2024-02-29'), parsePeriod('P1Y'), 4)).toBe('2028-02-29');
  });

  it('counted in days is counted in days', () => {
    expect(boundary(localDate('2026-02-10'), parsePeriod('P21D'), 1)).toBe('2026-03-03');
  });

  it('always ends after it starts, and the next one starts where it ended', () => {
    const period = fc.constantFrom('P1D', 'P21D', 'P30D', 'P1M', 'P3M', 'P1Y').map(parsePeriod);
    fc.assert(
      fc.property(day, period, fc.integer({ min: 0, max: 40 }), (anchor, kind, n) => {
        const start = boundary(anchor, kind, n);
        const end = nextBoundary(anchor, kind, start);
        expect(end).toBe(boundary(anchor, kind, n + 1));
        expect(lengthOf({ start, end })).toBeGreaterThan(0);
      }),
    );
  });

  it('adding months is not adding days', () => {
    expect(addMonths(localDate('2026-01-31'), 1)).toBe('2026-02-28');
    expect(daysBetween(localDate('2026-01-31'), localDate('2026-02-28'))).toBe(28);
  });
});

describe('the day of an instant', () => {
  it('is the one the zone itself names, also beside changes of half an hour and before 1973', () => {
    const zones = [
      'Europe/Moscow',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Africa/Monrovia',
    ];
    for (const zone of zones) {
      const names = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
      for (let ms = Date.UTC(1971, 0, 1); ms < Date.UTC(2031, 0, 1); ms += 1_123_457_003)
        for (const beside of [0, 1, 899_999, 900_000])
          expect(`${zone} ${dayOf(new Date(ms + beside), zone)}`).toBe(
            `${zone} ${names.format(ms + beside)}`,
          );
    }
  });
});
