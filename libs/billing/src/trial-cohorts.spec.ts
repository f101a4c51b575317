import fc from 'fast-check';
import { bucketsOf } from './report-buckets';
import { trialCohorts, trialTotal, type TrialFate } from './trial-cohorts';
import { day } from './testing/scenario';

const buckets = bucketsOf(day('2026-01-01'), day('2026-06-30'), 'month');
const FATES = ['paid', 'on_trial', 'given', 'left'] as const;

describe('trials by the month they began in', () => {
  it('are converted by those who paid, of those whose trial is over', () => {
    const line = (fate: TrialFate, count: number) => ({ key: day('2026-02-01'), fate, count });
    const [january, february] = trialCohorts(
      [line('paid', 3), line('on_trial', 4), line('left', 1)],
      buckets,
    );
    expect(january).toMatchObject({ started: 0, conversion: null });
    expect(february).toMatchObject({
      started: 8,
      onTrial: 4,
      paid: 3,
      given: 0,
      left: 1,
      conversion: '75.0',
    });
    expect(trialTotal([])).toBeNull();
  });

  it('started = on trial + paid + given + left, in each and over all; nobody is lost', () => {
    const counted = fc.array(
      fc.record({
        key: fc.constantFrom(...buckets.map(({ key }) => key)),
        fate: fc.constantFrom<TrialFate>(...FATES),
        count: fc.nat(1000),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(counted, (lines) => {
        const cohorts = trialCohorts(lines, buckets);
        const total = trialTotal(cohorts)!;
        for (const each of [...cohorts, total])
          expect(each.onTrial + each.paid + each.given + each.left).toBe(each.started);
        expect(total.started).toBe(lines.reduce((all, { count }) => all + count, 0));
      }),
    );
  });
});
