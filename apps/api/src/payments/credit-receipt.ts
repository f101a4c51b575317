import { Injectable } from '@nestjs/common';
import { bonusGranted, credited } from '@rocket/billing';
import type { OfferTerms } from '@rocket/catalog';
import { printSum } from '@rocket/documents';
import {
  Exact,
  addDays,
  dayOf,
  moneyText,
  parseMinor,
  roundToMinor,
  startOfDay,
  sum,
  type Minor,
} from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { GrantStore } from '../ledger/grant.store';
import { LedgerStore } from '../ledger/ledger.store';
import { PostEntry } from '../subscriptions/post-entry';
import { NoticeStore } from '../notices/notice.store';
import { newId } from '../platform/ids';
import { SettleAccount } from '../subscriptions/settle-account';
import { InvoiceStore } from './invoice.store';
import { ReceiptStore } from './receipt.store';

export interface Crediting {
  readonly receipt: { readonly id: string; readonly amount: Minor };
  readonly accountId: string;
  readonly invoiceId: string | null;
  readonly actor: string;
  /** Why this money is this customer's, in words. */
  readonly reason: string;
  readonly now: Date;
}

/**
 * Gives received money to its owner, inside the caller's transaction: the entry *credited*, the invoice's state, the top-up
 * bonus by the published rule, the notice, and what resumes at once (rules 1, 6, 15; flow b).
 */
@Injectable()
export class CreditReceipt {
  constructor(
    private readonly accounts: AccountStore,
    private readonly receipts: ReceiptStore,
    private readonly invoices: InvoiceStore,
    private readonly ledger: LedgerStore,
    private readonly postEntry: PostEntry,
    private readonly grants: GrantStore,
    private readonly notices: NoticeStore,
    private readonly settle: SettleAccount,
  ) {}

  async run(tx: EntityManager, crediting: Crediting): Promise<void> {
    const { receipt, actor, reason, now, invoiceId } = crediting;
    const account = await this.accounts.lock(tx, crediting.accountId);
    const { seller } = account;
    const act = { happenedAt: now, businessDate: dayOf(now, seller.timeZone), actor, reason };
    const nth = await this.ledger.countAbout(tx, account.id, 'top_up', receipt.id);
    await this.postEntry.run(tx, account.id, credited(receipt, nth, act), now);
    const to = { accountId: account.id, invoiceId, sellerCode: seller.code, reason };
    await this.receipts.setCredited(tx, receipt.id, to);
    if (invoiceId) await this.invoices.settle(tx, account.id, invoiceId);
    const bonus = await this.grantTopUpBonus(tx, account, crediting);
    await this.notices.post(
      tx,
      [
        {
          accountId: account.id,
          key: `topped_up:${receipt.id}:${nth}`,
          kind: 'topped_up',
          facts: {
            amount: moneyText(receipt.amount, seller.currency),
            balance: moneyText(account.money + receipt.amount, seller.currency),
            ...(bonus > 0n ? { bonus: moneyText(bonus, seller.currency) } : {}),
          },
        },
      ],
      now,
    );
    await this.accounts.thaw(tx, account.id, act.businessDate);
    await this.settle.run(tx, account.id, actor, now);
  }

  private async grantTopUpBonus(
    tx: EntityManager,
    account: AccountRecord,
    crediting: Crediting,
  ): Promise<Minor> {
    const { receipt, now } = crediting;
    const rule = topUpRule(account.terms, receipt.amount);
    if (!rule) return 0n;
    const whole = roundToMinor(new Exact(receipt.amount.toString()).times(rule.percent).div(10_000));
    // What was spent of a bonus for the same receipt, credited and reversed before, is not given again.
    const earlier = await this.grants.ofReceipt(tx, account.id, receipt.id);
    const amount = whole - sum(earlier.map(({ spent }) => spent));
    if (amount <= 0n) return 0n;
    const { timeZone } = account.seller;
    const today = dayOf(now, timeZone);
    const expiresOn = rule.expiresInDays === null ? null : addDays(today, rule.expiresInDays);
    const grant = {
      id: newId(now),
      accountId: account.id,
      amount,
      priority: 100,
      effectiveAt: now,
      expiresOn,
      expiresAt: expiresOn && startOfDay(addDays(expiresOn, 1), timeZone),
      ground: 'top_up',
      reason: `${rule.percent}% от пополнения ${printSum(receipt.amount)}`,
      grantedBy: 'system:top-up-bonus',
      receiptId: receipt.id,
    } as const;
    await this.grants.insert(tx, grant, now);
    const act = { happenedAt: now, businessDate: today, actor: grant.grantedBy, reason: grant.reason };
    await this.postEntry.run(tx, account.id, bonusGranted(grant, act), now);
    return amount;
  }
}

/** The richest row of the published table that the sum reaches. */
export function topUpRule(terms: OfferTerms, amount: Minor): OfferTerms['topUpBonus'][number] | null {
  const reached = terms.topUpBonus.filter((rule) => parseMinor(rule.from.amount) <= amount);
  return (
    reached.sort((a, b) => (parseMinor(a.from.amount) < parseMinor(b.from.amount) ? -1 : 1)).at(-1) ?? null
  );
}
