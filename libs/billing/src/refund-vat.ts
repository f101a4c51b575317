import { proportion, smaller, sum, type Minor } from '@rocket/kernel';

/** Money with the tax that was reckoned inside it. Minor units; `rate` in whole percent, null is «без НДС». */
export interface TaxedMoney {
  readonly rate: string | null;
  readonly gross: Minor;
  readonly vat: Minor;
}

/** What went back another way, and at what rate; undefined when nothing says it. */
export interface WentBack {
  readonly amount: Minor;
  readonly rate: string | null | undefined;
}

/**
 * What is left to go back of taxed money when some of it went back another way, say to a card: first of the parts of its own rate,
 * then of any, in their order. Each part keeps the rate it was received or delivered at (money-rules, Amounts), and its tax falls
 * by its share, half up.
 */
export function taxedRest(parts: readonly TaxedMoney[], gone: readonly WentBack[]): TaxedMoney[] {
  const left = parts.map((part) => ({ part, rest: part.gross }));
  const takeOff = (amount: Minor, from: typeof left): Minor => {
    let still = amount;
    for (const one of from) {
      const taken = smaller(still, one.rest);
      one.rest -= taken;
      still -= taken;
    }
    return still;
  };
  for (const { amount, rate } of gone)
    takeOff(takeOff(amount, rate === undefined ? [] : left.filter(({ part }) => part.rate === rate)), left);
  return left
    .filter(({ rest }) => rest > 0n)
    .map(({ part, rest }) => ({ ...part, gross: rest, vat: proportion(part.vat, rest, part.gross) }));
}

/** The tax of money by its rates, in their order; nothing where there is none. */
export function taxByRate(parts: readonly TaxedMoney[]): { readonly rate: string; readonly vat: Minor }[] {
  const rates = [...new Set(parts.map(({ rate }) => rate))].filter((rate) => rate !== null);
  return rates
    .map((rate) => ({ rate, vat: sum(parts.filter((part) => part.rate === rate).map(({ vat }) => vat)) }))
    .filter(({ vat }) => vat !== 0n);
}
