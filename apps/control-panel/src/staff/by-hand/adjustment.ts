import type { MoneyDto } from '@rocket/contracts';
import { readAmount } from '@rocket/ui';

export type Side = 'give' | 'take';

/** What was typed as the signed sum of the door; what is no sum goes on as it is, for the schema to refuse. */
export function signedAmount(typed: string, side: Side, currency: MoneyDto['currency']): MoneyDto {
  const amount = readAmount(typed);
  if (amount === null) return { amount: typed.trim(), currency };
  return { amount: side === 'take' ? `-${amount}` : amount, currency };
}
