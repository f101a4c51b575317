import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { PaymentSourceError } from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { LOOK_AFTER_MS } from './draft-payment';
import { FindOutPayment } from './find-out-payment';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { Shops } from './shops';
import { YookassaClient } from './yookassa-client';

/** YooKassa remembers a key for a day; later the same key could make a second payment. */
export const KEY_LIVES_MS = 20 * 3_600_000;

/**
 * Tells YooKassa of a payment that was written down. The body and the key are what was written, so a repeat says the same.
 * Throws: `provider_unavailable` when what came of it is not known, `provider_rejected` when it was refused for good, which ends
 * the payment; ShopRemoved.
 */
@Injectable()
export class SendPayment {
  private readonly log = new Logger(SendPayment.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: ProviderPaymentStore,
    private readonly shops: Shops,
    private readonly yookassa: YookassaClient,
    private readonly findOut: FindOutPayment,
  ) {}

  async run(payment: ProviderPaymentRecord): Promise<void> {
    const shop = this.shops.ofPayment(payment);
    if (shop.provider !== 'yookassa') return;
    try {
      const made = await this.yookassa.createPayment(shop, payment.request, payment.requestKey);
      const isUnderWay = made.status === 'pending' && (made.confirmationUrl || payment.cardId !== null);
      if (!isUnderWay) return await this.findOut.apply(payment, made);
      const theirs = { id: made.id, payUrl: made.confirmationUrl };
      const lookAfter = new Date((await this.clock.now()).getTime() + LOOK_AFTER_MS);
      await this.payments.setWaiting(this.db.manager, payment, theirs, lookAfter);
    } catch (error) {
      if (error instanceof PaymentSourceError && error.code === 'provider_rejected') {
        this.log.error({ msg: 'YooKassa refused a payment', payment: payment.id, said: error.message });
        await this.findOut.end(payment, 'failed', error.message);
      }
      throw error;
    }
  }
}

/** The key of a payment that was never answered about may be forgotten by now. */
export const isStale = (payment: ProviderPaymentRecord, now: Date): boolean =>
  payment.state === 'created' && now.getTime() - payment.createdAt.getTime() > KEY_LIVES_MS;
