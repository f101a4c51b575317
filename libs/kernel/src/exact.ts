import { Decimal } from 'decimal.js';
import type { Minor } from './money';

const DIGITS = 2;

/** Enough digits that nothing is lost between a nine-decimal unit price and the posted line. */
export const Exact = Decimal.clone({
  precision: 60,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -40,
  toExpPos: 60,
});
export type Exact = Decimal;

/** A unit price as people read it: `100.000000000` → `100.00`, `0.123450000` → `0.12345`. */
export function printUnitPrice(text: string): string {
  const price = new Exact(text);
  return price.decimalPlaces() <= DIGITS ? price.toFixed(DIGITS) : price.toFixed();
}

/** Rounds an exact amount of major units (roubles) half up to minor units; away from zero for a debt. */
export const roundToMinor = (major: Exact): Minor =>
  BigInt(major.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0));

/** Rounds an exact amount down to minor units. The one use is metered prices, whose rest is carried. */
export const floorToMinor = (major: Exact): Minor =>
  BigInt(major.times(100).toDecimalPlaces(0, Decimal.ROUND_FLOOR).toFixed(0));
