import type { PlannedCharge, PlannedUsage } from '@rocket/billing';
import { CURRENCIES, type Currency, type Minor } from '@rocket/kernel';

/** How many charges, and what they come to in one currency. */
export interface CurrencySum {
  readonly currency: Currency;
  readonly charged: number;
  readonly amount: Minor;
}

/** A product is one seller's, so all that is charged for it is in one currency. */
export interface ProductSum extends CurrencySum {
  readonly productCode: string;
}

/** How many charges a run makes, and their sums: what is in different currencies is never added up. */
export interface ChargeTotals {
  readonly charged: number;
  readonly sums: readonly CurrencySum[];
}

/** Sums of a run by product code. */
export type ProductSums = Map<string, ProductSum>;

/** Adds what was charged to an account, in the currency of its seller. Of no value is a charge too: the period was paid by a credit. */
export function addCharges(
  sums: ProductSums,
  charges: readonly (PlannedCharge | PlannedUsage)[],
  currency: Currency,
): void {
  for (const { productCode, amount } of charges) {
    const sum = sums.get(productCode);
    const charged = (sum?.charged ?? 0) + 1;
    sums.set(productCode, { productCode, currency, charged, amount: (sum?.amount ?? 0n) + amount });
  }
}

/** Sums of each currency, rubles first, then in the order of `CURRENCIES`. Products of no currency named there do not exist. */
export function byCurrency(products: Iterable<CurrencySum>): CurrencySum[] {
  const all = [...products];
  return CURRENCIES.flatMap((currency) => {
    const those = all.filter((each) => each.currency === currency);
    if (those.length === 0) return [];
    const charged = those.reduce((sum, each) => sum + each.charged, 0);
    return [{ currency, charged, amount: those.reduce((sum, each) => sum + each.amount, 0n) }];
  });
}
