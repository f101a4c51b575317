import { Injectable } from '@nestjs/common';
import { billingError, reversed, type Act } from '@rocket/billing';
import type { EntryDto } from '@rocket/contracts';
import { Clock, dayOf, larger, sum, type Minor } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { documentKindWords } from '../accounting/document-words';
import { EntryStore } from '../accounts/entry.store';
import { DocumentStore } from '../documents/document.store';
import { GrantStore } from '../ledger/grant.store';
import { LedgerStore, type FoundEntry } from '../ledger/ledger.store';
import { ChargedLineStore } from '../subscriptions/charged-line.store';
import { PostEntry } from '../subscriptions/post-entry';
import { GrantTopUpBonus } from '../payments/grant-top-up-bonus';
import { InvoiceStore } from '../payments/invoice.store';
import { ReceiptPartStore } from '../payments/receipt-part.store';
import { ReceiptStore } from '../payments/receipt.store';
import { ApiError, notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { NoticeStore } from '../notices/notice.store';
import { Waker } from '../platform/wakings/waker';
import { callerKey, type StaffCaller } from '../platform/door';
import { SettleAccount } from '../subscriptions/settle-account';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { RecordExpiries } from './record-expiries';
import { RevokeRest } from './revoke-rest';

const FINAL_KINDS = new Set(['reversal', 'bonus_expiry', 'receipt', 'refund']);

/**
 * Mirrors an entry once (money-rules, The journal). Grants get back what was taken, in reverse order; what returns to a grant
 * that has ended meanwhile ends at once. A reversed top-up goes back to the unallocated receipts; a reversed charge leaves
 * the period granted; a reversed revocation makes the grant good again, and what returns to a revoked one is revoked.
 *
 * Refuses: `already_reversed`, `not_reversible`, `money_gone` unless an administrator forces it: then what is left is taken
 * and the rest is the seller's loss.
 */
@Injectable()
export class ReverseEntry {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly entries: EntryStore,
    private readonly ledger: LedgerStore,
    private readonly postEntry: PostEntry,
    private readonly grants: GrantStore,
    private readonly receipts: ReceiptStore,
    private readonly parts: ReceiptPartStore,
    private readonly documents: DocumentStore,
    private readonly notices: NoticeStore,
    private readonly invoices: InvoiceStore,
    private readonly topUpBonus: GrantTopUpBonus,
    private readonly subscriptions: SubscriptionStore,
    private readonly chargedLines: ChargedLineStore,
    private readonly expiries: RecordExpiries,
    private readonly revokeRest: RevokeRest,
    private readonly settle: SettleAccount,
    private readonly waker: Waker,
  ) {}

  async run(
    entryId: string,
    wish: { reason: string; force?: boolean | undefined },
    staff: StaffCaller,
  ): Promise<EntryDto> {
    const now = await this.clock.now();
    if (wish.force && staff.role !== 'administrator')
      throw new ApiError('forbidden', 'Сторно без денег проводит администратор');
    const reversal = await withTransaction(this.db, async (tx) => {
      const found = await this.ledger.find(tx, entryId);
      if (!found) throw notFound('Такой проводки нет');
      if (FINAL_KINDS.has(found.kind))
        throw billingError('not_reversible', 'Такую проводку нельзя сторнировать');
      const account = await this.accounts.lock(tx, found.accountId);
      if (await this.ledger.isReversed(tx, account.id, entryId)) {
        throw billingError('already_reversed', 'Эта проводка уже сторнирована');
      }
      if (await this.ledger.idOfKey(tx, account.id, `given-back:${entryId}`))
        throw billingError('not_reversible', 'Деньги за этот период уже возвращены клиенту');
      const shortfall = await this.shortfall(tx, account.money, found);
      if (shortfall > 0n && !wish.force) throw billingError('money_gone', 'Этих денег на балансе уже нет');
      const actor = callerKey(staff);
      const act = {
        happenedAt: now,
        businessDate: dayOf(now, account.seller.timeZone),
        actor,
        reason: wish.reason,
      };
      await this.expiries.endReturned(tx, account.id, returnedTo(found), now, 'before');
      const posted = await this.postEntry.run(tx, account.id, reversed(found, act, shortfall), now);
      await this.undo(tx, found, act);
      await this.expiries.endReturned(tx, account.id, returnedTo(found), now, 'after');
      await this.revokeReturned(tx, found, act);
      await this.settle.run(tx, account.id, actor, now);
      return this.entries.one(tx, account.id, posted!.id, account.seller.currency);
    });
    this.waker.wake('documents');
    return reversal;
  }

  /** How much of what the mirror would take is no longer there. */
  private async shortfall(tx: EntityManager, money: Minor, found: FoundEntry): Promise<Minor> {
    const taken = sum(found.postings.filter(({ to }) => to === 'customer_money').map(({ amount }) => amount));
    let missing = larger(0n, taken - money);
    for (const { to, grantId, amount } of found.postings) {
      if (to !== 'customer_bonus' || grantId === undefined) continue;
      const grant = await this.grants.read(tx, grantId);
      missing += larger(0n, amount - grant.remaining);
    }
    return missing;
  }

  /** What follows from the mirror: nobody's money again, a bonus without its ground, a period that was not paid. */
  private async undo(tx: EntityManager, found: FoundEntry, act: Act): Promise<void> {
    const { subject, accountId } = found;
    if (found.kind === 'top_up' && subject?.type === 'receipt') {
      const receipt = await this.receipts.lock(tx, subject.id);
      const { invoiceId, paper } = await this.parts.undo(tx, accountId, found.id, act.happenedAt);
      if (paper) await this.annul(tx, accountId, paper, act);
      await this.receipts.recount(tx, receipt.id, `Зачисление отменено: ${act.reason}`);
      if (invoiceId) await this.invoices.settle(tx, accountId, invoiceId);
      await this.revokeBonusFor(tx, accountId, receipt.id, act);
      // Another part of the same payment may still be here: it keeps the bonus that it alone reaches.
      await this.topUpBonus.run(tx, await this.accounts.read(tx, accountId), receipt.id, act.happenedAt);
    }
    if (subject?.type === 'grant') {
      const isRevoked = found.kind === 'bonus_grant';
      await this.grants.markRevoked(tx, accountId, subject.id, isRevoked ? act.happenedAt : null);
    }
    if (found.kind === 'charge' && subject?.type === 'subscription') {
      const paid = sum(found.postings.map(({ amount }) => amount));
      const subscription = await this.subscriptions.read(tx, accountId, subject.id);
      await this.chargedLines.unpay(tx, subscription, found.id, paid);
    }
  }

  /** A paper over money that was never this customer's stands no more: the registers take it back, its number stays its own. */
  private async annul(tx: EntityManager, accountId: string, paper: string, act: Act): Promise<void> {
    const reason = `Зачисление отменено: ${act.reason}`;
    const why = { on: act.businessDate, actor: act.actor, reason };
    const annulled = await this.documents.annulOf(tx, accountId, paper, why, act.happenedAt);
    const told = annulled.map(({ id, kind, number }) => ({
      accountId,
      key: `document_annulled:${id}`,
      kind: 'document_annulled' as const,
      facts: {
        documentId: id,
        kind,
        name: documentKindWords(kind),
        number,
        on: act.businessDate,
        reason: act.reason,
      },
    }));
    await this.notices.post(tx, told, act.happenedAt);
  }

  /** What returns to a grant that was revoked meanwhile is revoked too: it is the same whichever came first. */
  private async revokeReturned(tx: EntityManager, found: FoundEntry, act: Act): Promise<void> {
    for (const grantId of returnedTo(found)) {
      const grant = await this.grants.read(tx, grantId);
      if (grant.revokedAt !== null && grant.remaining > 0n) await this.revokeRest.run(tx, grant, act);
    }
  }

  /** A top-up bonus goes with its top-up, as far as it was not spent. */
  private async revokeBonusFor(
    tx: EntityManager,
    accountId: string,
    receiptId: string,
    act: Act,
  ): Promise<void> {
    for (const grant of await this.grants.ofReceipt(tx, accountId, receiptId)) {
      const hasEnded = grant.expiresAt !== null && grant.expiresAt <= act.happenedAt;
      if (grant.remaining === 0n || hasEnded) continue;
      await this.revokeRest.run(tx, grant, act);
    }
  }
}

/** The grants that get something back when this entry is mirrored. */
const returnedTo = (found: FoundEntry): Set<string> =>
  new Set(
    found.postings.flatMap(({ from, grantId }) => (from === 'customer_bonus' && grantId ? [grantId] : [])),
  );
