import { Injectable, Logger } from '@nestjs/common';
import { Clock, dayOf } from '@rocket/kernel';
import {
  PaymentSourceError,
  isSignedByRobokassa,
  verifyRobokassaResult,
  type RobokassaResult,
} from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { RecordReceipt } from '../payments/record-receipt';
import { withTransaction } from '../platform/database';
import type { RobokassaShop } from '../platform/payment-shops';
import { SellerStore } from '../sellers/seller.store';
import { ProviderPaymentStore } from './provider-payment.store';
import { SettlePayment, cardPayer } from './settle-payment';
import { Shops } from './shops';

/**
 * ResultURL of Robokassa: money has come. Whatever it says besides, a call is believed by its signature alone, over the sum
 * as it was sent. Answers the text Robokassa waits for; repeated calls get the same and change nothing.
 *
 * Refuses: `signature_invalid`; `provider_payment_malformed` for what is signed and cannot be read.
 */
@Injectable()
export class TakeRobokassaResult {
  private readonly log = new Logger(TakeRobokassaResult.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly payments: ProviderPaymentStore,
    private readonly shops: Shops,
    private readonly settle: SettlePayment,
    private readonly recordReceipt: RecordReceipt,
  ) {}

  async run(form: Readonly<Record<string, string>>): Promise<string> {
    const shop = this.shops.robokassa.find((one) => isSignedByRobokassa(form, one.password2, one.algorithm));
    if (!shop) {
      this.log.warn({ msg: 'A call in the name of Robokassa carries a wrong signature' });
      throw new PaymentSourceError('signature_invalid', 'Подпись уведомления Робокассы неверна.');
    }
    const result = verifyRobokassaResult(form, shop.password2, shop.algorithm);
    const payment = await this.payments.byNumber(this.db.manager, 'robokassa', result.invoiceId);
    if (payment?.shop === shop.merchantLogin) {
      const { amount, reference } = result;
      await this.settle.run(payment, { amount, reference, providerId: null });
    } else await this.keepStray(shop, result);
    return `OK${result.invoiceId}`;
  }

  /** Paid to our shop under a number we never gave: it is money all the same, and a person says whose. */
  private async keepStray(shop: RobokassaShop, result: RobokassaResult): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      const seller = await this.sellers.read(tx, shop.seller);
      const money = {
        source: 'robokassa' as const,
        reference: `robokassa:${shop.merchantLogin}:${result.invoiceId}`,
        receivedOn: dayOf(now, seller.timeZone),
        amount: result.amount,
        payer: cardPayer('robokassa'),
        payeeAccount: null,
        purpose: `Оплата картой, Робокасса, InvId ${result.invoiceId}`,
        documentNumber: null,
        documentDate: null,
      };
      const detail = `Номер ${result.invoiceId} в Робокассе не наш: платёж начат не здесь.`;
      const owner = { kind: 'unallocated', detail } as const;
      await this.recordReceipt.inside(tx, money, [seller], { actor: 'system:robokassa', now, owner });
    });
  }
}
