/**
 * Money is a `bigint` count of minor units (kopecks, tiyn, cents). No float ever touches it, and
 * `amount * 0.2` does not compile. The currency belongs to the ledger account, not to the number:
 * it is written out only at the edges (decision 0001).
 */
export type Minor = bigint;

/** Every balance currency we sell in. All three have two digits after the point. */
export const CURRENCIES = ['RUB', 'KZT', 'USD'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** What travels over HTTP: a decimal string with exactly the currency's digits, never a float. */
export interface MoneyText {
  readonly amount: string;
  readonly currency: Currency;
}

const DIGITS = 2;
const SCALE = 100n;

/**
 * Reads `"1234.50"`, the form used on our wire, in bank statements and by payment providers.
 * @throws RangeError for anything else: another number of digits, a comma, an exponent, spaces
 */
export function parseMinor(text: string): Minor {
  const match = /^(-?)(\d{1,15})\.(\d{2})$/.exec(text);
  if (!match)
    throw new RangeError(`Not an amount with ${DIGITS} digits after the point: ${JSON.stringify(text)}`);
  const amount = BigInt(`${match[2]}${match[3]}`);
  return match[1] === '-' ? -amount : amount;
}

/** `123450n` → `"1234.50"`. */
export function printMinor(amount: Minor): string {
  const absolute = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? '-' : '';
  return `${sign}${absolute / SCALE}.${(absolute % SCALE).toString().padStart(DIGITS, '0')}`;
}

export const moneyText = (amount: Minor, currency: Currency): MoneyText => ({
  amount: printMinor(amount),
  currency,
});

/**
 * `amount × numerator / denominator`, half up, once.
 * @throws RangeError when the denominator is not positive
 */
export function proportion(amount: Minor, numerator: bigint, denominator: bigint): Minor {
  if (denominator <= 0n) throw new RangeError('A share needs a positive whole');
  const product = amount * numerator;
  const absolute = product < 0n ? -product : product;
  const rounded = (2n * absolute + denominator) / (2n * denominator);
  return product < 0n ? -rounded : rounded;
}

/**
 * Splits `total` in proportion to `weights` so that the parts add up to it exactly: largest remainder
 * first, ties to the earlier part. Same input, same split, every time (money-rules, Amounts).
 * @throws RangeError on a negative total or weight, or when no weight is positive
 */
export function allocate(total: Minor, weights: readonly bigint[]): Minor[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total < 0n || whole <= 0n || weights.some((weight) => weight < 0n))
    throw new RangeError('Cannot split');
  const parts = weights.map((weight) => (total * weight) / whole);
  let leftover = total - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (leftover === 0n) break;
    parts[index]! += 1n;
    leftover -= 1n;
  }
  return parts;
}

export const sum = (amounts: readonly Minor[]): Minor =>
  amounts.reduce((total, amount) => total + amount, 0n);
export const smaller = (a: Minor, b: Minor): Minor => (a < b ? a : b);
export const larger = (a: Minor, b: Minor): Minor => (a > b ? a : b);
