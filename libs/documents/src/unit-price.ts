import { Exact, printMinor, roundToMinor, type Minor } from '@rocket/kernel';

/**
 * Price of one unit, when it is a whole number of minor units that multiplies back to the amount exactly.
 * @returns null otherwise: a price that does not multiply is worse in a document than a dash (facts 1.7)
 */
export function unitPrice(amount: Minor, quantity: string | null | undefined): Minor | null {
  if (!quantity || !/^\d+(\.\d+)?$/.test(quantity)) return null;
  const count = new Exact(quantity);
  if (count.isZero()) return null;
  const price = roundToMinor(new Exact(printMinor(amount)).div(count));
  return roundToMinor(new Exact(printMinor(price)).times(count)) === amount ? price : null;
}
