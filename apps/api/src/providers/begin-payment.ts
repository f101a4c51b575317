import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { billingError, vatRate } from '@rocket/billing';
import { fiscalReceiptTerms } from '@rocket/catalog';
import type { PaymentProvider, ProviderPaymentDto } from '@rocket/contracts';
import { Clock, dayOf, type Minor } from '@rocket/kernel';
import {
  PaymentSourceError,
  fiscalName,
  fiscalTax,
  robokassaPaymentUrl,
  robokassaReceipt,
  yookassaPaymentBody,
  type FiscalLine,
} from '@rocket/payment-sources';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { notFound } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { shopName, type PaymentShop } from '../platform/payment-shops';
import { FindOutPayment } from './find-out-payment';
import {
  ProviderPaymentStore,
  type InvoiceToPay,
  type NewProviderPayment,
  type ProviderPaymentRecord,
} from './provider-payment.store';
import { Shops } from './shops';
import { YookassaClient } from './yookassa-client';

const LOOK_AFTER_MS = 30 * 60_000;
/** YooKassa remembers a key for a day; later the same key could make a second payment. */
const KEY_LIVES_MS = 20 * 3_600_000;

/**
 * Begins to pay an invoice at a provider's page. One payment is open for an invoice and a provider: a second click, a repeat
 * after a failure and ten at once find it (money-rules, Once only). The intent is written before the provider is called and
 * the call carries its key, so an unanswered call may be repeated.
 *
 * Refuses: an unknown invoice or shop (`not_found`), `invoice_not_open`; `provider_unavailable` may be tried again,
 * `provider_rejected` ends the payment.
 */
@Injectable()
export class BeginPayment {
  private readonly log = new Logger(BeginPayment.name);

  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly payments: ProviderPaymentStore,
    private readonly shops: Shops,
    private readonly yookassa: YookassaClient,
    private readonly findOut: FindOutPayment,
  ) {}

  async run(invoiceId: string, provider: PaymentProvider, startedBy: string): Promise<ProviderPaymentDto> {
    const now = await this.clock.now();
    const known = await this.payments.newest(this.db.manager, invoiceId, provider);
    // Their page may have closed meanwhile, or the money may be there already.
    if (known?.state === 'waiting' && provider === 'yookassa') await this.ask(known);
    const payment = await withTransaction(this.db, (tx) =>
      this.open(tx, invoiceId, provider, startedBy, now),
    );
    if (payment.state === 'created') await this.create(payment);
    return (await this.payments.view(this.db.manager, payment.id))!;
  }

  private async ask(payment: ProviderPaymentRecord): Promise<void> {
    await this.findOut.run(payment).catch((error: unknown) => {
      this.log.warn({ msg: 'A payment could not be asked about', payment: payment.id, error: String(error) });
    });
  }

  private async open(
    tx: EntityManager,
    invoiceId: string,
    provider: PaymentProvider,
    startedBy: string,
    now: Date,
  ): Promise<ProviderPaymentRecord> {
    const found = await this.payments.invoice(tx, invoiceId);
    if (!found) throw notFound('Такого счёта нет');
    const account = await this.accounts.lock(tx, found.accountId);
    const shop = this.shops.ofSeller(account.seller.code, provider);
    const open = await this.payments.open(tx, account.id, invoiceId, provider);
    const invoice = (await this.payments.invoice(tx, invoiceId))!;
    const amount = invoice.amount - invoice.credited;
    if (['paid', 'cancelled', 'expired'].includes(invoice.state) || amount <= 0n)
      throw billingError('invoice_not_open', `Счёт № ${invoice.number} больше не ждёт оплаты`);
    if (open && open.amount === amount && !isStale(open, now)) return open;
    if (open) await this.payments.setEnded(tx, open, 'expired', 'Начата новая оплата', now);
    const payment = await this.draft(tx, { account, shop, invoice, invoiceId, amount, startedBy, now });
    await this.payments.insert(tx, payment);
    return (await this.payments.find(tx, payment.id))!;
  }

  private async draft(
    tx: EntityManager,
    wish: {
      account: AccountRecord;
      shop: PaymentShop;
      invoice: InvoiceToPay;
      invoiceId: string;
      amount: Minor;
      startedBy: string;
      now: Date;
    },
  ): Promise<NewProviderPayment> {
    const { account, shop, invoice, amount, now } = wish;
    const id = newId(now);
    const email = await this.emailOf(tx, account);
    const lines = this.receiptLines(account, invoice, amount, now);
    const common = {
      id,
      accountId: account.id,
      sellerCode: account.seller.code,
      provider: shop.provider,
      shop: shopName(shop),
      invoiceId: wish.invoiceId,
      invoiceNumber: invoice.number,
      amount,
      requestKey: randomUUID(),
      startedBy: wish.startedBy,
      createdAt: now,
    };
    if (shop.provider === 'yookassa') {
      const request = yookassaPaymentBody({
        amount,
        currency: account.seller.currency,
        returnUrl: `${this.config.publicUrl}/api/v1/payments/return/${id}`,
        description: `Пополнение баланса, счёт № ${invoice.number}`,
        metadata: { payment: id, invoice: String(invoice.number) },
        receipt: lines && { email, taxSystem: shop.taxSystem, lines },
      });
      return { ...common, number: null, request, state: 'created', payUrl: null, lookAfter: null };
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
    invoice: InvoiceToPay,
    amount: Minor,
    now: Date,
  ): FiscalLine[] | null {
    const terms = fiscalReceiptTerms(account.terms);
    if (terms.issuedBy !== 'provider') return null;
    const { vatRegime, timeZone } = account.seller;
    return [
      {
        name: fiscalName(
          `Пополнение лицевого счета аккаунта ${account.amocrmAccountId}, счет N ${invoice.number}`,
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

  /** Tells YooKassa of a payment that was written down. The body is what was written, so a repeat says the same. */
  private async create(payment: ProviderPaymentRecord): Promise<void> {
    const shop = this.shops.ofPayment(payment);
    if (shop.provider !== 'yookassa') return;
    try {
      const made = await this.yookassa.createPayment(shop, payment.request, payment.requestKey);
      const now = await this.clock.now();
      if (made.status === 'pending' && made.confirmationUrl) {
        const theirs = { id: made.id, payUrl: made.confirmationUrl };
        const lookAfter = new Date(now.getTime() + LOOK_AFTER_MS);
        await this.payments.setWaiting(this.db.manager, payment, theirs, lookAfter);
      } else await this.findOut.apply(payment, made);
    } catch (error) {
      if (error instanceof PaymentSourceError && error.code === 'provider_rejected') {
        this.log.error({ msg: 'YooKassa refused a payment', payment: payment.id, said: error.message });
        const now = await this.clock.now();
        await this.payments.setEnded(this.db.manager, payment, 'failed', error.message, now);
      }
      throw error;
    }
  }
}

const isStale = (payment: ProviderPaymentRecord, now: Date): boolean =>
  payment.state === 'created' && now.getTime() - payment.createdAt.getTime() > KEY_LIVES_MS;
