import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import {
  PaymentSourceError,
  robokassaSecondReceipt,
  type FiscalLine,
  type YookassaReceipt,
} from '@rocket/payment-sources';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AppConfig } from '../platform/config';
import type { RobokassaShop, YookassaShop } from '../platform/payment-shops';
import { FiscalReceiptStore, type FiscalReceiptRecord } from './fiscal-receipt.store';
import type { ProviderPaymentRecord } from './provider-payment.store';
import { RobokassaClient } from './robokassa-client';
import { YookassaClient } from './yookassa-client';

/** YooKassa remembers a key for a day; later the same key could make a second receipt. */
const KEY_LIVES_MS = 20 * 3_600_000;

/**
 * Sends a second receipt that was written down, so that a repeat makes no other. YooKassa: the body and its key were kept
 * before the call; when the key may be forgotten, its list is read before a new one. Robokassa: asked before any repeat, and a
 * repeat carries the same number, which it takes once. What is refused stays pending with the reason: the staff's list shows
 * it after an hour, and it is tried again.
 */
@Injectable()
export class SendOffset {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly receipts: FiscalReceiptStore,
    private readonly robokassa: RobokassaClient,
    private readonly yookassa: YookassaClient,
  ) {}

  /** Null when nothing is known yet. @throws PaymentSourceError `provider_unavailable` */
  async toYookassa(
    shop: YookassaShop,
    payment: ProviderPaymentRecord,
    receipt: FiscalReceiptRecord,
  ): Promise<YookassaReceipt | null> {
    const list = () => this.yookassa.receiptsOf(shop, 'payment_id', payment.providerId!);
    if (receipt.providerId !== null)
      return (await list()).find(({ id }) => id === receipt.providerId) ?? null;
    const now = await this.clock.now();
    let key = receipt.requestKey;
    if (receipt.askedAt && now.getTime() - receipt.askedAt.getTime() > KEY_LIVES_MS) {
      const known = await this.receipts.theirsOf(this.db.manager, receipt);
      const made = (await list()).find(
        ({ isOffset, offsetAmount, id }) => isOffset && offsetAmount === receipt.amount && !known.has(id),
      );
      if (made) return made;
      key = randomUUID();
    }
    await this.receipts.setAsked(this.db.manager, receipt, key, now);
    return this.orRefused(receipt, () => this.yookassa.createReceipt(shop, receipt.sent, key));
  }

  async toRobokassa(shop: RobokassaShop, payment: ProviderPaymentRecord, receipt: FiscalReceiptRecord) {
    const number = receipt.number!;
    const said = receipt.askedAt ? await this.robokassa.receipt(shop, number) : null;
    if (said || receipt.providerId !== null) return said;
    await this.receipts.setAsked(this.db.manager, receipt, receipt.requestKey, await this.clock.now());
    const { email, taxSystem, line, vat } = receipt.sent as unknown as {
      email: string;
      taxSystem: RobokassaShop['taxSystem'];
      line: Omit<FiscalLine, 'amount'>;
      vat: string;
    };
    const body = robokassaSecondReceipt(
      {
        merchantLogin: shop.merchantLogin,
        id: number,
        originId: payment.number!,
        taxSystem,
        siteUrl: this.config.publicUrl,
        email,
        lines: [{ ...line, amount: receipt.amount }],
        vat: BigInt(vat),
      },
      shop,
    );
    const isTaken = await this.orRefused(receipt, () =>
      this.robokassa.attachReceipt(shop, body).then(() => true),
    );
    if (!isTaken) return null;
    await this.receipts.setTaken(this.db.manager, receipt, `robokassa:${number}`);
    return this.robokassa.receipt(shop, number);
  }

  private async orRefused<T>(receipt: FiscalReceiptRecord, send: () => Promise<T>): Promise<T | null> {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof PaymentSourceError) || error.code !== 'provider_rejected') throw error;
      await this.receipts.setReason(this.db.manager, receipt, error.message);
      return null;
    }
  }
}
