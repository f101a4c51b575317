import { Exact, printMinor, roundToMinor, type Minor } from '@rocket/kernel';
import type { Unused } from './changes';

/**
 * What a gauge above the tariff adds to the sum paid for a period (offer of Alfa CRM, 5.8): the cost of the period in
 * proportion to what is over the tariff, for the days left. The clause recalculates the cost and leaves the term alone, so it
 * is one more charge, at once. Minor units, half up once.
 */
export function recalculated(
  cost: Minor,
  raise: { readonly from: Exact; readonly to: Exact; readonly allowance: Exact },
  unused: Unused,
): Minor {
  if (unused.of === 0 || raise.allowance.isZero()) return 0n;
  const over = raise.to.minus(raise.from).times(unused.days);
  // Multiplied out before it is divided: a half kopeck stays a half kopeck.
  return roundToMinor(new Exact(printMinor(cost)).times(over).dividedBy(raise.allowance.times(unused.of)));
}
