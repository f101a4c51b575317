import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { PaymentSourceError, type RobokassaOperation, type YookassaPayment } from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { idOfKey } from '../platform/ids';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { RefuseAutopayment } from './refuse-autopayment';
import { RobokassaClient } from './robokassa-client';
import { SettlePayment } from './settle-payment';
import { Shops } from './shops';
import { YookassaClient } from './yookassa-client';

/** Nobody pays at a page that was left so long ago; money that comes all the same is credited or parked. */
const GIVE_UP_MS = 7 * 24 * 3_600_000;

/**
 * Asks a provider what became of a payment and does what follows. Only what is read from the provider itself is believed.
 *
 * Throws: `provider_unavailable` when it could not say.
 */
@Injectable()
export class FindOutPayment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: ProviderPaymentStore,
    private readonly shops: Shops,
    private readonly robokassa: RobokassaClient,
    private readonly yookassa: YookassaClient,
    private readonly settle: SettlePayment,
    private readonly refuse: RefuseAutopayment,
  ) {}

  async run(payment: ProviderPaymentRecord): Promise<void> {
    const shop = this.shops.ofPayment(payment);
    if (shop.provider === 'robokassa') {
      await this.applyOperation(payment, await this.robokassa.operation(shop, payment.number!));
    } else if (payment.providerId !== null) {
      const theirs = await this.yookassa.payment(shop, payment.providerId);
      if (theirs) await this.apply(payment, theirs);
      else await this.end(payment, 'failed', 'ЮKassa не знает этого платежа');
    }
  }

  /** A payment of YooKassa as its API has just shown it. */
  async apply(payment: ProviderPaymentRecord, theirs: YookassaPayment): Promise<void> {
    if (theirs.currency !== 'RUB')
      throw new PaymentSourceError('provider_payment_malformed', 'ЮKassa приняла платёж в другой валюте');
    switch (theirs.status) {
      case 'pending':
        return this.giveUpOnOld(payment);
      case 'waiting_for_capture': {
        const shop = this.shops.ofPayment(payment);
        if (shop.provider !== 'yookassa') return;
        const key = idOfKey(`capture ${payment.id}`);
        return this.apply(payment, await this.yookassa.capture(shop, theirs.id, key));
      }
      case 'succeeded': {
        const reference = `yookassa:${theirs.id}`;
        const { id: providerId, amount, keptCard } = theirs;
        await this.settle.run(payment, { amount, reference, providerId, keptCard });
        return;
      }
      case 'canceled':
        return this.end(payment, 'cancelled', theirs.cancelled ?? 'Отменён');
    }
  }

  private async applyOperation(payment: ProviderPaymentRecord, operation: RobokassaOperation): Promise<void> {
    const { state, outSum, incSum, operationKey } = operation;
    switch (state) {
      case 'paid': {
        // OutSum may be what reaches the shop, less the fee: the sum we asked for stands in one of the two.
        const isWhole = outSum === payment.amount || incSum === payment.amount;
        const amount = isWhole ? payment.amount : (outSum ?? incSum);
        if (amount === null || amount <= 0n)
          throw new PaymentSourceError('provider_unavailable', 'Робокасса не назвала сумму платежа');
        const reference = `robokassa:${payment.number}`;
        await this.settle.run(payment, { amount, reference, providerId: operationKey });
        return;
      }
      case 'cancelled':
        return this.end(payment, 'cancelled', 'Отменён в Робокассе');
      case 'returned':
        return this.end(payment, 'cancelled', 'Деньги вернулись покупателю');
      default:
        return this.giveUpOnOld(payment);
    }
  }

  private async giveUpOnOld(payment: ProviderPaymentRecord): Promise<void> {
    const now = await this.clock.now();
    if (now.getTime() - payment.createdAt.getTime() < GIVE_UP_MS) return;
    await this.end(payment, 'expired', 'Не оплачен за семь дней');
  }

  /** Ends a payment without money. When a kept card was to pay, the customer is told. */
  async end(
    payment: ProviderPaymentRecord,
    state: 'cancelled' | 'expired' | 'failed',
    reason: string,
  ): Promise<void> {
    if (payment.cardId !== null) return this.refuse.run(payment, state, reason);
    await this.payments.setEnded(this.db.manager, payment, state, reason, await this.clock.now());
  }
}
