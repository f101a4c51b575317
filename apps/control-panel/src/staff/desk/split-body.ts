import type { MoneyDto } from '@rocket/contracts';
import { parseMinor, printMinor } from '@rocket/kernel';
import { readAmount } from '@rocket/ui';
import { readMoney } from '../../form/read-money';
import type { PickedAccount } from './suggestions';

/** A part of a receipt that is decided and not sent yet. */
export interface ReadyPart {
  readonly account: PickedAccount;
  readonly invoiceId: string;
  readonly amount: MoneyDto;
  readonly isConfirmed: boolean;
}

interface Typed {
  readonly accountId: string;
  readonly invoiceId: string;
  readonly amount: string;
  readonly reason: string;
}

export const sumOf = (parts: readonly ReadyPart[]): bigint =>
  parts.reduce((sum, { amount }) => sum + parseMinor(amount.amount), 0n);

export const minus = (sum: MoneyDto, minor: bigint): MoneyDto => ({
  ...sum,
  amount: printMinor(parseMinor(sum.amount) - minor),
});

/** A typed sum above zero, else null. */
export function positive(text: string, currency: MoneyDto['currency']): MoneyDto | null {
  const amount = readAmount(text);
  return amount !== null && parseMinor(amount) > 0n ? { amount, currency } : null;
}

/** What stays of `rest` when the ready parts, and the one being typed if its owner is chosen, are given. Below zero: too much. */
export function leftOf({ accountId, amount }: Typed, parts: readonly ReadyPart[], rest: MoneyDto): bigint {
  const typed = accountId ? parseMinor(readAmount(amount) ?? '0.00') : 0n;
  return parseMinor(rest.amount) - sumOf(parts) - typed;
}

/**
 * The body of a split: the ready parts in their order, then the one being typed. It says what stays, so that a sum the person
 * did not see refuses all of it.
 */
export function splitBody(typed: Typed, parts: readonly ReadyPart[], rest: MoneyDto): unknown {
  const { accountId, invoiceId, amount, reason } = typed;
  const left = leftOf(typed, parts, rest);
  const last = {
    accountId: accountId || undefined,
    ...(invoiceId ? { invoiceId } : {}),
    amount: readMoney(amount, rest.currency),
  };
  return {
    parts: [
      ...parts.map((part) => ({
        accountId: part.account.id,
        ...(part.invoiceId ? { invoiceId: part.invoiceId } : {}),
        amount: part.amount,
      })),
      // With parts ready, an empty choice of one more is no part.
      ...(accountId || parts.length === 0 ? [last] : []),
    ],
    ...(left >= 0n ? { rest: { ...rest, amount: printMinor(left) } } : {}),
    reason,
  };
}
