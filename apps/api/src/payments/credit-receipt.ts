import { Injectable } from '@nestjs/common';
import { credited } from '@rocket/billing';
import { dayOf, moneyText, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { LedgerStore } from '../ledger/ledger.store';
import { ActivityStore } from '../platform/activity/activity.store';
import { PostEntry } from '../subscriptions/post-entry';
import { NoticeStore } from '../notices/notice.store';
import { SettleAccount } from '../subscriptions/settle-account';
import { CarryOutOrders } from './carry-out-orders';
import { GrantTopUpBonus } from './grant-top-up-bonus';
import { InvoiceStore } from './invoice.store';
import { ReceiptPartStore } from './receipt-part.store';
import { ReceiptStore } from './receipt.store';

export interface Crediting {
  /** `amount` is what of it is given: all, or a part. */
  readonly receipt: { readonly id: string; readonly amount: Minor };
  readonly accountId: string;
  readonly invoiceId: string | null;
  readonly actor: string;
  /** Why this money is this customer's, in words. */
  readonly reason: string;
  readonly now: Date;
}

/**
 * Gives received money, or a part of it, to its owner, inside the caller's transaction: the entry *credited*, the invoice's
 * state, the top-up bonus by the published rule, the notice, the order it pays for, and what resumes at once (rules 1, 6, 15; flow b).
 */
@Injectable()
export class CreditReceipt {
  constructor(
    private readonly accounts: AccountStore,
    private readonly receipts: ReceiptStore,
    private readonly invoices: InvoiceStore,
    private readonly ledger: LedgerStore,
    private readonly postEntry: PostEntry,
    private readonly parts: ReceiptPartStore,
    private readonly topUpBonus: GrantTopUpBonus,
    private readonly notices: NoticeStore,
    private readonly orders: CarryOutOrders,
    private readonly settle: SettleAccount,
    private readonly activity: ActivityStore,
  ) {}

  async run(tx: EntityManager, crediting: Crediting): Promise<void> {
    const { receipt, actor, reason, now, invoiceId } = crediting;
    const account = await this.accounts.lock(tx, crediting.accountId);
    const { seller } = account;
    const act = { happenedAt: now, businessDate: dayOf(now, seller.timeZone), actor, reason };
    const nth = await this.ledger.countAbout(tx, account.id, 'top_up', receipt.id);
    const posted = await this.postEntry.run(tx, account.id, credited(receipt, nth, act), now);
    if (!posted) throw new Error(`The crediting ${nth} of receipt ${receipt.id} is there already`);
    await this.parts.insert(
      tx,
      {
        accountId: account.id,
        receiptId: receipt.id,
        part: nth,
        invoiceId,
        amount: receipt.amount,
        entryId: posted.id,
        reason,
        actor,
      },
      now,
    );
    await this.receipts.recount(tx, receipt.id, reason);
    if (invoiceId) await this.invoices.settle(tx, account.id, invoiceId);
    const bonus = await this.topUpBonus.run(tx, account, receipt.id, now);
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
    await this.activity.note(tx, [account.id], 'payment', now);
    await this.accounts.thaw(tx, account.id, act.businessDate);
    // What the money came for is bought before anything else takes it.
    await this.orders.run(tx, account, actor, now);
    await this.settle.run(tx, account.id, actor, now);
  }
}
