import { Injectable, Logger } from '@nestjs/common';
import { isListedAddress, readYookassaNotification } from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import type { YookassaShop } from '../platform/payment-shops';
import { CarryOutRefunds } from './carry-out-refunds';
import { FindOutPayment } from './find-out-payment';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { Shops } from './shops';
import { YookassaClient } from './yookassa-client';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A notification of YooKassa. It is not signed, so nothing in it is believed: it only names a payment or a refund, which is
 * read again from the API. Calls from other addresses than theirs are refused as a second line; what is not ours is
 * answered and ignored, so that it is not repeated for a day.
 *
 * Refuses: `forbidden` for a foreign address, `provider_payment_malformed`; `provider_unavailable` asks for a repeat.
 */
@Injectable()
export class TakeYookassaNotification {
  private readonly log = new Logger(TakeYookassaNotification.name);

  constructor(
    private readonly db: DataSource,
    private readonly payments: ProviderPaymentStore,
    private readonly shops: Shops,
    private readonly yookassa: YookassaClient,
    private readonly findOut: FindOutPayment,
    private readonly refunds: CarryOutRefunds,
  ) {}

  async run(body: unknown, address: string): Promise<void> {
    const shops = this.shops.yookassa.filter((shop) => isListedAddress(address, shop.addresses));
    if (shops.length === 0) throw new ApiError('forbidden', 'Уведомления принимаются только от ЮKassa');
    const { event, objectId } = readYookassaNotification(body);
    if (event.startsWith('refund.')) return this.refunds.findOutTheirs(objectId);
    if (!event.startsWith('payment.')) return;
    const payment = await this.payments.byTheirs(this.db.manager, 'yookassa', objectId);
    if (payment) return this.findOut.run(payment);
    // Our own answer of its creation may have been lost, or be still on its way.
    for (const shop of shops) if (await this.takeUnknown(shop, objectId)) return;
    this.log.warn({ msg: 'A notification names a payment that is not ours', event });
  }

  private async takeUnknown(shop: YookassaShop, objectId: string): Promise<boolean> {
    const theirs = await this.yookassa.payment(shop, objectId);
    if (!theirs) return false;
    const { payment: id } = theirs.metadata;
    const payment = typeof id === 'string' && UUID.test(id) ? await this.find(id, shop) : null;
    if (!payment) return false;
    await this.findOut.apply(payment, theirs);
    return true;
  }

  private async find(id: string, shop: YookassaShop): Promise<ProviderPaymentRecord | null> {
    const payment = await this.payments.find(this.db.manager, id);
    return payment?.provider === 'yookassa' && payment.shop === shop.shopId ? payment : null;
  }
}
