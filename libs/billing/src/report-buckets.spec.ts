import { addDays, daysBetween } from '@rocket/kernel';
import fc from 'fast-check';
import { bucketsOf, percentOf, stepOf, type ReportStep } from './report-buckets';
import { firstDay } from './testing/arbitrary-accounts';
import { day } from './testing/scenario';

const spans = (from: string, to: string, step: ReportStep): string[] =>
  bucketsOf(day(from), day(to), step).map((each) => `${each.from}..${each.to}`);

describe('the steps of a report', () => {
  it('are cut to the period: weeks begin on Monday, months on the first', () => {
    expect(spans('2026-02-25', '2026-03-03', 'day')).toHaveLength(7);
    expect(spans('2026-11-18', '2026-12-01', 'week')).toEqual([
      '2026-11-18..2026-11-22',
      '2026-11-23..2026-11-29',
      '2026-11-30..2026-12-01',
    ]);
    expect(spans('2026-01-31', '2026-03-01', 'month')).toEqual([
      '2026-01-31..2026-01-31',
      '2026-02-01..2026-02-28',
      '2026-03-01..2026-03-01',
    ]);
  });

  it('hold every day of the period once, in order, and a day is in the step of its key', () => {
    fc.assert(
      fc.property(
        firstDay,
        fc.integer({ min: 0, max: 400 }),
        fc.constantFrom<ReportStep>('day', 'week', 'month'),
        (from, length, step) => {
          const to = addDays(from, length);
          const buckets = bucketsOf(from, to, step);
          expect([buckets[0]!.from, buckets.at(-1)!.to]).toEqual([from, to]);
          for (const [index, bucket] of buckets.entries()) {
            if (index > 0) expect(bucket.from).toBe(addDays(buckets[index - 1]!.to, 1));
            for (let date = bucket.from; date <= bucket.to; date = addDays(date, 1))
              expect(stepOf(date, step)).toBe(bucket.key);
            expect(daysBetween(bucket.key, bucket.from)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  it('are no more than asked for and one', () => {
    expect(bucketsOf(day('2026-01-01'), day('2036-01-01'), 'day', 400)).toHaveLength(401);
  });

  it('say a share in percent, half up, and nothing of nothing', () => {
    expect([percentOf(1, 8), percentOf(1, 3), percentOf(2, 3), percentOf(1, 16), percentOf(3, 2)]).toEqual([
      '12.5',
      '33.3',
      '66.7',
      '6.3',
      '150.0',
    ]);
    expect(percentOf(0, 0)).toBeNull();
  });
});
