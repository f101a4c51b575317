import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { vatRate } from '@rocket/billing';
import { fiscalReceiptTerms } from '@rocket/catalog';
import { dayOf, type Minor } from '@rocket/kernel';
import {
  fiscalName,
  fiscalTax,
  robokassaPaymentUrl,
  robokassaReceipt,
  yookassaPaymentBody,
  type FiscalLine,
} from '@rocket/payment-sources';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { AppConfig } from '../platform/config';
import { newId } from '../platform/ids';
import { shopName, type PaymentShop } from '../platform/payment-shops';
import { ProviderPaymentStore, type NewProviderPayment } from './provider-payment.store';

export const LOOK_AFTER_MS = 30 * 60_000;

export interface PaymentWish {
  readonly account: AccountRecord;
  readonly shop: PaymentShop;
  readonly invoice: { readonly id: string; readonly number: number };
  /** Minor units of the seller's currency. */
  readonly amount: Minor;
  readonly startedBy: string;
  readonly now: Date;
  /** YooKassa: the payer agrees that the card is kept, or a kept one pays without the payer. */
  readonly card?: 'keep' | { readonly id: string; readonly methodId: string } | undefined;
}

/** What a provider will be asked for, ready to be written down: with the cash receipt of 54-FZ, whoever pays. */
@Injectable()
export class DraftPayment {
  constructor(
    private readonly config: AppConfig,
    private readonly profiles: ProfileStore,
    private readonly payments: ProviderPaymentStore,
  ) {}

  async run(tx: EntityManager, wish: PaymentWish): Promise<NewProviderPayment> {
    const { account, shop, invoice, amount, now, card } = wish;
    const id = newId(now);
    const email = await this.emailOf(tx, account);
    const lines = this.receiptLines(account, invoice.number, amount, now);
    const common = {
      id,
      accountId: account.id,
      sellerCode: account.seller.code,
      provider: shop.provider,
      shop: shopName(shop),
      invoiceId: invoice.id,
      invoiceNumber: invoice.number,
      amount,
      requestKey: randomUUID(),
      startedBy: wish.startedBy,
      createdAt: now,
      keepsCard: card === 'keep',
      cardId: typeof card === 'object' ? card.id : null,
    };
    if (shop.provider === 'yookassa') {
      const request = yookassaPaymentBody({
        amount,
        currency: account.seller.currency,
        returnUrl: `${this.config.publicUrl}/api/v1/payments/return/${id}`,
        description: `Пополнение баланса, счёт № ${invoice.number}`,
        metadata: { payment: id, invoice: String(invoice.number) },
        receipt: lines && { email, taxSystem: shop.taxSystem, lines },
        card,
      });
      // Nobody clicks again for a kept card: when its answer is lost, it is asked for again by its time.
      const lookAfter = common.cardId === null ? null : new Date(now.getTime() + LOOK_AFTER_MS);
      return { ...common, number: null, request, state: 'created', payUrl: null, lookAfter };
    }
    const number = await this.payments.nextNumber(tx, 'robokassa');
    const payUrl = robokassaPaymentUrl({
      payUrl: `${shop.payUrl}/Merchant/Index.aspx`,
      merchantLogin: shop.merchantLogin,
      firstPassword: shop.password1,
      algorithm: shop.algorithm,
      invoiceId: number,
      amount,
      description: `Пополнение баланса, счет N ${invoice.number}`,
      email,
      isTest: shop.isTest,
      shp: { Shp_payment: id },
      ...(lines ? { receipt: robokassaReceipt(shop.taxSystem, lines) } : {}),
    });
    // Of a test payment Robokassa knows nothing when it is asked.
    const lookAfter = shop.isTest ? null : new Date(now.getTime() + LOOK_AFTER_MS);
    return { ...common, number, request: {}, state: 'waiting', payUrl, lookAfter };
  }

  /** The lines of the cash receipt (54-FZ), or null when the seller's terms have it made elsewhere. */
  private receiptLines(
    account: AccountRecord,
    invoiceNumber: number,
    amount: Minor,
    now: Date,
  ): FiscalLine[] | null {
    const terms = fiscalReceiptTerms(account.terms);
    if (terms.issuedBy !== 'provider') return null;
    const { vatRegime, timeZone } = account.seller;
    return [
      {
        name: fiscalName(
          `Пополнение лицевого счета аккаунта ${account.amocrmAccountId}, счет N ${invoiceNumber}`,
        ),
        amount,
        tax: fiscalTax(vatRate(vatRegime, dayOf(now, timeZone)), 'prepayment'),
        method: terms.topUp,
        object: 'payment',
      },
    ];
  }

  /** Where the receipt goes; a register takes none without an address, so the seller's own is the last resort. */
  private async emailOf(tx: EntityManager, account: AccountRecord): Promise<string> {
    const profile = await this.profiles.find(tx, account.id);
    return profile?.emails?.[0] ?? account.seller.requisites.emails?.[0] ?? 'noreply@example.invalid';
  }
}
