import type { MoneyDto, PriceDto } from '@rocket/contracts';
import { Exact, printMinor, roundToMinor } from '@rocket/kernel';

/**
 * What a period will cost, before the server says it: price × quantity, half up, once (rule 9); a started pack counts whole.
 * @returns null for a price in tiers: how tiers add up is decided in one place, on the server
 */
export function previewCost(price: PriceDto, quantity: number): MoneyDto | null {
  if (price.tiers?.length || !Number.isSafeInteger(quantity) || quantity < 1) return null;
  const counted = price.packSize ? Math.ceil(quantity / price.packSize) : quantity;
  return {
    amount: printMinor(roundToMinor(new Exact(price.unitPrice.amount).times(counted))),
    currency: price.unitPrice.currency,
  };
}
