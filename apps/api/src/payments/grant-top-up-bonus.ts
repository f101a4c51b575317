import { Injectable } from '@nestjs/common';
import { bonusGranted } from '@rocket/billing';
import { bonusTime, topUpBonus } from '@rocket/catalog';
import { printSum } from '@rocket/documents';
import { dayOf, sum, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
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

  /** The bonus granted now, in minor units; 0 when none is due. A contract that is over has annulled its bonuses (rule 7). */
  async run(tx: EntityManager, account: AccountRecord, receiptId: string, now: Date): Promise<Minor> {
    if (isContractOver(account)) return 0n;
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
    const grant = {
      id: newId(now),
      accountId: account.id,
      amount,
      ...bonusTime(due.rule, now, timeZone),
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
