import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import type { YookassaReceipt } from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import type { RobokassaShop, YookassaShop } from '../platform/payment-shops';
import { FiscalReceiptStore, type FiscalReceiptRecord, type Registration } from './fiscal-receipt.store';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { ProviderRefundStore } from './provider-refund.store';
import { RobokassaClient } from './robokassa-client';
import { SendOffset } from './send-offset';
import { Shops } from './shops';
import { YookassaClient } from './yookassa-client';

const BATCH = 20;
const CANCELLED = 'Касса не пробила чек: проверьте его в кабинете платёжной системы';

/**
 * Asks providers what became of receipts that are not registered yet (declared − done), at once, then less and less often.
 * A receipt that a provider does not show stays pending: after an hour the staff's list and the metric say so.
 */
@Injectable()
export class FollowFiscalReceipts {
  private readonly log = new Logger(FollowFiscalReceipts.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly receipts: FiscalReceiptStore,
    private readonly payments: ProviderPaymentStore,
    private readonly refunds: ProviderRefundStore,
    private readonly shops: Shops,
    private readonly robokassa: RobokassaClient,
    private readonly yookassa: YookassaClient,
    private readonly offsets: SendOffset,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (;;) {
      const due = await this.receipts.claimDue(this.db.manager, now, BATCH);
      for (const receipt of due)
        await this.one(receipt).catch((error: unknown) => {
          const said = error instanceof Error ? error.message : String(error);
          this.log.warn({ msg: 'A fiscal receipt could not be asked about', receipt: receipt.id, said });
        });
      if (due.length < BATCH) return;
    }
  }

  /** When the next one is due, for the sandbox clock. */
  nextDue(at: Date): Promise<Date | null> {
    return this.receipts.nextLook(this.db.manager, at);
  }

  private async one(receipt: FiscalReceiptRecord): Promise<void> {
    const payment = (await this.payments.find(this.db.manager, receipt.paymentId))!;
    const shop = this.shops.ofPayment(payment);
    const said =
      shop.provider === 'yookassa'
        ? await this.atYookassa(shop, payment, receipt)
        : await this.atRobokassa(shop, payment, receipt);
    if (!said) return;
    if (said.state === 'canceled')
      this.log.error({ msg: 'A fiscal receipt was cancelled', receipt: receipt.id, kind: receipt.kind });
    await this.receipts.register(this.db.manager, receipt, said, await this.clock.now());
  }

  private async atYookassa(
    shop: YookassaShop,
    payment: ProviderPaymentRecord,
    receipt: FiscalReceiptRecord,
  ): Promise<Registration | null> {
    if (receipt.kind === 'offset') {
      const theirs = await this.offsets.toYookassa(shop, payment, receipt);
      return theirs && registrationOf(theirs);
    }
    if (receipt.refundId !== null) {
      const refund = await this.refunds.find(this.db.manager, receipt.accountId, receipt.refundId);
      if (!refund?.providerId) return null;
      const [theirs] = await this.yookassa.receiptsOf(shop, 'refund_id', refund.providerId);
      return theirs ? registrationOf(theirs) : null;
    }
    const all = await this.yookassa.receiptsOf(shop, 'payment_id', payment.providerId!);
    const theirs = all.find(({ isOffset, refundId }) => !isOffset && refundId === null);
    return theirs ? registrationOf(theirs) : null;
  }

  private async atRobokassa(
    shop: RobokassaShop,
    payment: ProviderPaymentRecord,
    receipt: FiscalReceiptRecord,
  ): Promise<Registration | null> {
    const said =
      receipt.kind === 'offset'
        ? await this.offsets.toRobokassa(shop, payment, receipt)
        : await this.robokassa.receipt(shop, payment.number!);
    return said && { ...said, providerId: null, reason: said.state === 'canceled' ? CANCELLED : null };
  }
}

const registrationOf = (theirs: YookassaReceipt): Registration => {
  const at = new Date(theirs.registeredAt ?? NaN);
  return {
    state: theirs.state,
    providerId: theirs.id,
    documentNumber: theirs.documentNumber,
    storageNumber: theirs.storageNumber,
    attribute: theirs.attribute,
    registeredAt: Number.isNaN(at.getTime()) ? null : at,
    reason: theirs.state === 'canceled' ? CANCELLED : null,
  };
};
