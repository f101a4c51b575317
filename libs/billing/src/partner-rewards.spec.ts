import fc from 'fast-check';
import { localDate } from '@rocket/kernel';
import { rewardOf, rewardTermsOf, rewardedUntil, type RewardedSoFar } from './partner-rewards';

const day = localDate;
const NOTHING: RewardedSoFar = { counted: 0n, earned: 0n };

describe('a month of a customer whom a partner brought', () => {
  it('is rewarded by the percent of the month, half a kopeck up', () => {
    expect(rewardOf(10_000_00n, NOTHING, '20')).toEqual({
      kind: 'earned',
      counted: 10_000_00n,
      amount: 2_000_00n,
    });
    expect(rewardOf(333_33n, NOTHING, '12.5')).toMatchObject({ amount: 41_67n });
    expect(rewardOf(2n, NOTHING, '25')).toMatchObject({ amount: 1n });
    expect(rewardOf(1_000_00n, NOTHING, '0.05')).toMatchObject({ amount: 50n });
  });

  it('in which more came back than was paid takes its share of what was earned, whatever the percent is now', () => {
    const soFar = { counted: 10_000_00n, earned: 1_000_00n };
    expect(rewardOf(-4_000_00n, soFar, '50')).toEqual({
      kind: 'taken_back',
      counted: 4_000_00n,
      amount: 400_00n,
    });
  });

  it('takes back no more than was earned', () => {
    const soFar = { counted: 500_00n, earned: 100_00n };
    expect(rewardOf(-9_000_00n, soFar, '20')).toEqual({
      kind: 'taken_back',
      counted: 500_00n,
      amount: 100_00n,
    });
  });

  it('in which nothing moved, or came back what was never rewarded, says nothing', () => {
    expect(rewardOf(0n, { counted: 5n, earned: 1n }, '20')).toBeNull();
    expect(rewardOf(-5n, NOTHING, '20')).toBeNull();
  });

  it('leaves a reward between nothing and the greatest percent of what stayed, over any months', () => {
    const month = fc.record({
      moved: fc.bigInt(-1_000_000n, 1_000_000n),
      hundredths: fc.integer({ min: 1, max: 10_000 }),
    });
    fc.assert(
      fc.property(fc.array(month, { maxLength: 24 }), (months) => {
        let counted = 0n;
        let earned = 0n;
        let greatest = 0;
        months.forEach(({ moved, hundredths }, nth) => {
          greatest = Math.max(greatest, hundredths);
          const reward = rewardOf(moved, { counted, earned }, (hundredths / 100).toFixed(2));
          const sign = reward?.kind === 'taken_back' ? -1n : 1n;
          counted += sign * (reward?.counted ?? 0n);
          earned += sign * (reward?.amount ?? 0n);
          expect(earned >= 0n && counted >= 0n).toBe(true);
          // Each month is rounded once, by half a kopeck at most.
          expect(earned * 10_000n <= counted * BigInt(greatest) + BigInt(nth + 1) * 5_000n).toBe(true);
          if (counted === 0n) expect(earned).toBe(0n);
        });
      }),
    );
  });
});

describe('the terms of a partner', () => {
  const terms = [
    { from: day('2026-03-01'), percent: '10' },
    { from: day('2026-09-01'), percent: '20' },
  ];

  it.each([
    ['2026-02-01', undefined],
    ['2026-03-01', '10'],
    ['2026-08-01', '10'],
    ['2026-09-01', '20'],
    ['2027-01-01', '20'],
  ])('of %s are the newest that began', (month, percent) => {
    expect(rewardTermsOf(terms, day(month))?.percent).toBe(percent);
  });

  it('reward a customer for so many months from the day it came', () => {
    expect(rewardedUntil(day('2026-11-23'), 12, null)).toBe('2027-11-22');
    expect(rewardedUntil(day('2026-08-31'), 6, null)).toBe('2027-02-27');
    expect(rewardedUntil(day('2026-11-23'), null, null)).toBeNull();
  });

  it('reward nobody after the partnership', () => {
    expect(rewardedUntil(day('2026-11-23'), 12, day('2027-01-31'))).toBe('2027-01-31');
    expect(rewardedUntil(day('2026-11-23'), 1, day('2027-01-31'))).toBe('2026-12-22');
    expect(rewardedUntil(day('2026-11-23'), null, day('2027-01-31'))).toBe('2027-01-31');
  });
});
