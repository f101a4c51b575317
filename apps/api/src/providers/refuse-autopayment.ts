import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { isCardGone } from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { AutopaymentStore } from './autopayment.store';
import { KeptCardStore } from './kept-card.store';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';

/**
 * A kept card was not charged: the payment ends, the customer is told once and pays the invoice by hand. It is not tried again
 * for that period; a card that is gone for good pays no more.
 */
@Injectable()
export class RefuseAutopayment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly payments: ProviderPaymentStore,
    private readonly cards: KeptCardStore,
    private readonly autopayments: AutopaymentStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  /** @param reason the provider's word, e.g. `insufficient_funds` */
  async run(
    payment: ProviderPaymentRecord,
    state: 'cancelled' | 'expired' | 'failed',
    reason: string,
  ): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, payment.accountId);
      const current = await this.payments.lock(tx, account.id, payment.id);
      if (current?.state !== 'created' && current?.state !== 'waiting') return;
      await this.payments.setEnded(tx, current, state, reason, now);
      const isGone = isCardGone(reason);
      if (isGone) await this.cards.remove(tx, account.id, { by: 'system:yookassa', because: reason }, now);
      const facts = { ...(await this.autopayments.factsOf(tx, account, current)), reason, isGone };
      const key = `autopayment_refused:${payment.id}`;
      await this.notices.post(tx, [{ accountId: account.id, key, kind: 'autopayment_refused', facts }], now);
    });
    this.waker.wake('notices');
  }
}
