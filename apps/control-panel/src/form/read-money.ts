import type { MoneyDto } from '@rocket/contracts';
import { readAmount } from '@rocket/ui';

/** A typed sum for a schema: what is no sum goes on as it is, for the schema to refuse with its own words. */
export const readMoney = (
  text: string,
  currency: MoneyDto['currency'],
): { amount: string; currency: string } => ({
  amount: readAmount(text) ?? text.trim(),
  currency,
});

/** `5000.00` → `5000`: how a sum stands in an input, to be edited. */
export const typedAmount = (amount: string): string => amount.replace(/\.00$/, '').replace('.', ',');
