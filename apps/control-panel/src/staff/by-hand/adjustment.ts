import type { MoneyDto } from '@rocket/contracts';
import { parseMinor, printMinor } from '@rocket/kernel';
import { readAmount } from '@rocket/ui';

export type Side = 'give' | 'take';

/** What was typed as the signed sum of the door; what is no sum goes on as it is, for the schema to refuse. */
export function signedAmount(typed: string, side: Side, currency: MoneyDto['currency']): MoneyDto {
  const amount = readAmount(typed);
  if (amount === null) return { amount: typed.trim(), currency };
  return { amount: side === 'take' ? `-${amount}` : amount, currency };
}

/** The money after the adjustment; null while nothing that can be counted is typed. May be less than nothing. */
export function afterwards(typed: string, side: Side, money: MoneyDto): MoneyDto | null {
  const amount = readAmount(typed);
  if (amount === null || !/[1-9]/.test(amount)) return null;
  const by = parseMinor(amount);
  const after = parseMinor(money.amount) + (side === 'take' ? -by : by);
  return { amount: printMinor(after), currency: money.currency };
}
