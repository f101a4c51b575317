import { Injectable } from '@nestjs/common';
import { bonusGranted } from '@rocket/billing';
import type { OfferTerms } from '@rocket/catalog';
import { printSum } from '@rocket/documents';
import {
  Exact,
  addDays,
  dayOf,
  parseMinor,
  roundToMinor,
  startOfDay,
  sum,
  type LocalDate,
  type Minor,
} from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { GrantStore } from '../ledger/grant.store';
import { newId } from '../platform/ids';
import { PostEntry } from '../subscriptions/post-entry';
import { ReceiptPartStore } from './receipt-part.store';

/**
 * Grants the bonus of a top-up by the published rule (rule 6), in the transaction of a caller that holds the account's
 * lock. One payment is one top-up however many parts of it the account was given: the row of the table is found by all of
 * them together, and what was granted for the same payment before is taken into account.
 */
@Injectable()
export class GrantTopUpBonus {
  constructor(
    private readonly grants: GrantStore,
    private readonly parts: ReceiptPartStore,
    private readonly postEntry: PostEntry,
  ) {}

  /** The bonus granted now, in minor units; 0 when none is due. */
  async run(tx: EntityManager, account: AccountRecord, receiptId: string, now: Date): Promise<Minor> {
    const credited = await this.parts.creditedTo(tx, account.id, receiptId);
    const due = topUpBonus(account.terms, credited);
    if (!due) return 0n;
    // What was spent of a bonus for the same receipt, credited and reversed before, is not given again.
    const earlier = await this.grants.ofReceipt(tx, account.id, receiptId);
    const had = sum(earlier.map((grant) => (grant.revokedAt === null ? grant.amount : grant.spent)));
    const amount = due.amount - had;
    if (amount <= 0n) return 0n;
    const { timeZone } = account.seller;
    const today = dayOf(now, timeZone);
    const expiresOn = lastDayOf(due.rule, today);
    const grant = {
      id: newId(now),
      accountId: account.id,
      amount,
      priority: 100,
      effectiveAt: now,
      expiresOn,
      expiresAt: expiresOn && startOfDay(addDays(expiresOn, 1), timeZone),
      ground: 'top_up',
      reason: `${due.rule.percent}% от пополнения ${printSum(credited)}`,
      grantedBy: 'system:top-up-bonus',
      receiptId,
    } as const;
    await this.grants.insert(tx, grant, now);
    const act = { happenedAt: now, businessDate: today, actor: grant.grantedBy, reason: grant.reason };
    await this.postEntry.run(tx, account.id, bonusGranted(grant, act), now);
    return amount;
  }
}

type TopUpRule = OfferTerms['topUpBonus'][number];

/** The richest row of the published table that a top-up reaches, and the bonus it gives; null when none does. */
export function topUpBonus(terms: OfferTerms, topUp: Minor): { rule: TopUpRule; amount: Minor } | null {
  const rule = terms.topUpBonus
    .filter(({ from }) => parseMinor(from.amount) <= topUp)
    .sort((a, b) => (parseMinor(a.from.amount) < parseMinor(b.from.amount) ? -1 : 1))
    .at(-1);
  if (!rule) return null;
  const amount = roundToMinor(new Exact(topUp.toString()).times(rule.percent).div(10_000));
  return amount > 0n ? { rule, amount } : null;
}

/** The cheapest row of the table that this sum does not reach yet, with the bonus it would give. */
export function nextTopUpBonus(terms: OfferTerms, topUp: Minor): { from: Minor; bonus: Minor } | null {
  const [next] = terms.topUpBonus
    .map(({ from }) => parseMinor(from.amount))
    .filter((from) => from > topUp)
    .sort((a, b) => (a < b ? -1 : 1));
  return next === undefined ? null : { from: next, bonus: topUpBonus(terms, next)?.amount ?? 0n };
}

/** The last day of use of a bonus granted today; null when it has no end. */
export const lastDayOf = (rule: TopUpRule, today: LocalDate): LocalDate | null =>
  rule.expiresInDays === null ? null : addDays(today, rule.expiresInDays);
