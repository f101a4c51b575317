import { parsePeriod } from '@rocket/kernel';
import { perMonth } from './per-month';

it.each([
  ['P1M', 30_000n, 30_000n],
  ['P3M', 10_000n, 3_333n],
  ['P1Y', 100_000n, 8_333n],
  ['P1D', 1_000n, 30_438n],
  ['P21D', 210_000n, 304_375n],
  ['P1M', 0n, 0n],
])('a sum for %s of %s is %s a month', (period, cost, month) => {
  expect(perMonth(cost, parsePeriod(period))).toBe(month);
});
