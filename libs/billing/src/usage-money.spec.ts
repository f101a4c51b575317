import { Exact } from '@rocket/kernel';
import { recalculated } from './usage-money';

const raise = (from: number, to: number, allowance = 100) => ({
  from: new Exact(from),
  to: new Exact(to),
  allowance: new Exact(allowance),
});

describe('the paid sum recalculated for clients over the tariff', () => {
  it('grows in proportion to what is over, for the days left', () => {
    expect(recalculated(300_000n, raise(100, 120), { days: 30, of: 30 })).toBe(60_000n);
    expect(recalculated(300_000n, raise(100, 120), { days: 15, of: 30 })).toBe(30_000n);
    expect(recalculated(300_000n, raise(120, 150), { days: 10, of: 30 })).toBe(30_000n);
  });

  it('rounds half up, once', () => {
    expect(recalculated(1n, raise(100, 150), { days: 1, of: 1 })).toBe(1n);
    expect(recalculated(1n, raise(100, 149), { days: 1, of: 1 })).toBe(0n);
    expect(recalculated(100n, raise(3, 4, 3), { days: 1, of: 1 })).toBe(33n);
    expect(recalculated(3n, raise(1, 2, 1), { days: 15, of: 30 })).toBe(2n);
  });

  it('is nothing when no day is left', () => {
    expect(recalculated(100n, raise(1, 2, 1), { days: 0, of: 30 })).toBe(0n);
  });
});
