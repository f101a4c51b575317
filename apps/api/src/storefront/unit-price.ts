import { Exact } from '@rocket/kernel';

/** `100.000000000` → `100.00`; `0.123450000` → `0.12345`: at least two digits, no idle zeros. */
export function printUnitPrice(text: string): string {
  const price = new Exact(text);
  return price.decimalPlaces() <= 2 ? price.toFixed(2) : price.toFixed();
}
