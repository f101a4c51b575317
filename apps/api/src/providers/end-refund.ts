import { Injectable, Logger } from '@nestjs/common';
import { billingError, refunded } from '@rocket/billing';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { RefundStore } from '../leaving/refund.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { PostEntry } from '../subscriptions/post-entry';
import type { ProviderPaymentRecord } from './provider-payment.store';
import {
  ProviderRefundStore,
  hasEnded,
  isUndecided,
  type ProviderRefundRecord,
  type RefundDecision,
} from './provider-refund.store';
import { RecordFiscalReceipt } from './record-fiscal-receipt';

const RETURNED = 'Возврат неиспользованных средств на карту';

/** Ends a refund to a card, once: the books follow what the provider said, or what a person found out in its cabinet. */
@Injectable()
export class EndRefund {
  private readonly log = new Logger(EndRefund.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly requests: RefundStore,
    private readonly refunds: ProviderRefundStore,
    private readonly postEntry: PostEntry,
    private readonly fiscal: RecordFiscalReceipt,
    private readonly waker: Waker,
  ) {}

  /** The provider has sent the money: it leaves the books. */
  async succeed(
    refund: ProviderRefundRecord,
    payment: ProviderPaymentRecord,
    providerId: string | null,
  ): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, refund.accountId);
      const current = await this.refunds.lock(tx, account.id, refund.id);
      if (hasEnded(current)) return;
      const act = { actor: `system:${payment.provider}`, reason: RETURNED };
      await this.book(tx, account, current, payment, { ...act, providerId }, now);
    });
    this.waker.wake('providers');
  }

  async fail(refund: ProviderRefundRecord, reason: string): Promise<void> {
    this.log.error({ msg: 'A refund to a card failed', refund: refund.id, reason });
    const endedAt = await this.clock.now();
    await this.refunds.setState(this.db.manager, refund, 'failed', { reason, endedAt });
  }

  /**
   * Answers with what `show` reads in the same transaction.
   * @throws BillingError `already_decided` when it has ended meanwhile, `refund_under_way` when it was asked for again
   */
  async byPerson<T>(
    refund: ProviderRefundRecord,
    payment: ProviderPaymentRecord,
    { providerId, ...decision }: RefundDecision & { readonly providerId: string | null },
    show: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    const now = await this.clock.now();
    const decided = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, refund.accountId);
      const current = await this.refunds.lock(tx, account.id, refund.id);
      if (hasEnded(current)) throw billingError('already_decided', 'Этот возврат уже завершён');
      // The shop has been asked again meanwhile, and may answer.
      if (current.state !== refund.state || (refund.unansweredAt !== null && !isUndecided(current)))
        throw billingError('refund_under_way', 'Магазин ещё может ответить об этом возврате, подождите');
      const { reason, evidence, by: actor } = decision;
      await this.refunds.decide(tx, current, decision, now);
      if (decision.decision === 'paid') {
        const act = { actor, reason: `${RETURNED}. ${reason} (${evidence})`, providerId };
        await this.book(tx, account, current, payment, act, now);
      } else {
        await this.refunds.setState(tx, current, 'failed', { reason, endedAt: now });
      }
      return show(tx);
    });
    this.waker.wake('providers');
    return decided;
  }

  private async book(
    tx: EntityManager,
    account: AccountRecord,
    refund: ProviderRefundRecord,
    payment: ProviderPaymentRecord,
    { actor, reason, providerId }: { actor: string; reason: string; providerId: string | null },
    now: Date,
  ): Promise<void> {
    const act = { happenedAt: now, businessDate: dayOf(now, account.seller.timeZone), actor, reason };
    const card = { id: refund.id, source: payment.provider };
    const entry = refunded({ id: refund.requestId, amount: refund.amount }, act, card);
    await this.postEntry.run(tx, account.id, entry, now);
    const change = { endedAt: now, ...(providerId ? { providerId } : {}) };
    await this.refunds.setState(tx, refund, 'succeeded', change);
    await this.fiscal.ofRefund(tx, payment, refund, now);
    const request = await this.requests.read(tx, refund.requestId);
    const { done } = await this.requests.onCards(tx, account.id, request.id);
    if (done >= request.amount) await this.requests.setPaid(tx, account.id, request.id, actor, now);
  }
}
