import type { LocalDate, Minor } from '@rocket/kernel';

/**
 * The whole chart of accounts. Money moves *from → to*, always a positive amount: a balanced entry is the only
 * shape there is. `customer_*` accounts belong to the book's customer and never fall below zero; the others are
 * the seller's and are only ever summed.
 */
export const LEDGER_ACCOUNTS = [
  'bank', //               the world beyond our bank account
  'robokassa', //          the world beyond our Robokassa shop
  'yookassa', //           the world beyond our YooKassa shop
  'unallocated', //        received, but nobody's yet: it must find its owner
  'customer_money', //     prepaid money of the customer
  'customer_bonus', //     promotional credit of the customer, always of one grant
  'revenue', //            what customers have spent of their money
  'bonus_redeemed', //     what customers have spent of their bonus: no revenue, no VAT
  'promotion_expense', //  bonus given away, less what was revoked or expired
  'adjustment', //         corrections made by a person, with a reason
  'loss', //               what a forced reversal could not take back
] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

export interface Posting {
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  readonly amount: Minor;
  /** The grant whose bonus moves; set exactly when one side is `customer_bonus`. */
  readonly grantId?: string;
}

export const ENTRY_KINDS = [
  'receipt',
  'top_up',
  'charge',
  'bonus_grant',
  'bonus_revoke',
  'bonus_expiry',
  'refund',
  'correction',
  'adjustment',
  'reversal',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export type EntrySubject =
  | {
      readonly type: 'subscription';
      readonly id: string;
      readonly productCode: string;
      readonly periodStart: LocalDate;
      /** Exclusive. */
      readonly periodEnd: LocalDate;
      /** Of a charge for metered use: what was used. */
      readonly unit?: string;
    }
  | { readonly type: 'receipt' | 'grant' | 'invoice' | 'entry' | 'refund'; readonly id: string };

/** One business event. Entries are only ever added; a mistake is answered by its mirror image. */
export interface JournalEntry {
  /** Names the business event, unique within the book: every retry is safe. */
  readonly key: string;
  readonly kind: EntryKind;
  /** When it happened in the world; the journal itself stamps when it was recorded. */
  readonly happenedAt: Date;
  /** The seller's day it counts for: for a late charge, the service day. */
  readonly businessDate: LocalDate;
  readonly actor: string;
  readonly reason?: string | null;
  readonly subject?: EntrySubject | null;
  readonly reverses?: string | null;
  readonly postings: readonly Posting[];
}

/** Signed change of the two kinds of value a customer holds, in minor units. They are never mixed. */
export interface BalanceChange {
  readonly money: Minor;
  readonly bonus: Minor;
}

export function balanceChange(postings: readonly Posting[]): BalanceChange {
  let money = 0n;
  let bonus = 0n;
  for (const { from, to, amount } of postings) {
    if (to === 'customer_money') money += amount;
    if (from === 'customer_money') money -= amount;
    if (to === 'customer_bonus') bonus += amount;
    if (from === 'customer_bonus') bonus -= amount;
  }
  return { money, bonus };
}

/** What an entry says, whoever it is about. */
export type EntryContent = Pick<JournalEntry, 'kind' | 'businessDate' | 'reverses' | 'postings'>;

/**
 * The content of an entry in one canonical line, to be hashed and compared: the same key with another content is an
 * error, not a merge. Time of recording and the actor are left out: a retry by another hand is the same event.
 */
export const fingerprintText = (entry: EntryContent): string =>
  JSON.stringify([
    entry.kind,
    entry.businessDate,
    entry.reverses ?? null,
    entry.postings.map(({ from, to, amount, grantId }) => [from, to, amount.toString(), grantId ?? null]),
  ]);

/** @throws Error (a bug of ours) when an entry could not stand in the books */
export function assertPostable(entry: JournalEntry): void {
  if (entry.postings.length === 0) throw new Error(`Entry ${entry.key} moves nothing`);
  for (const { from, to, amount, grantId } of entry.postings) {
    if (amount <= 0n) throw new Error(`Entry ${entry.key} moves ${amount}`);
    if (from === to) throw new Error(`Entry ${entry.key} moves from ${from} to itself`);
    const touchesBonus = from === 'customer_bonus' || to === 'customer_bonus';
    if (touchesBonus !== (grantId !== undefined))
      throw new Error(`Entry ${entry.key}: bonus belongs to a grant`);
  }
}
