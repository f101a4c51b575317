import { Injectable, Logger } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { assertPaymentWay, payerOf } from '@rocket/catalog';
import type { PaymentProvider, ProviderPaymentDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { assertContractGoesOn } from '../accounts/contract-end';
import { notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { DraftPayment } from './draft-payment';
import { FindOutPayment } from './find-out-payment';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';
import { SendPayment, isStale } from './send-payment';
import { Shops } from './shops';

/**
 * Begins to pay an invoice at a provider's page. One payment is open for an invoice and a provider: a second click, a repeat
 * after a failure and ten at once find it (money-rules, Once only). The intent is written before the provider is called and
 * the call carries its key, so an unanswered call may be repeated.
 *
 * Refuses: an unknown invoice or shop (`not_found`), `contract_ended`, `invoice_not_open`, `payment_way_not_offered`; `provider_unavailable` may be tried again,
 * `provider_rejected` ends the payment.
 */
@Injectable()
export class BeginPayment {
  private readonly log = new Logger(BeginPayment.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly payments: ProviderPaymentStore,
    private readonly shops: Shops,
    private readonly draft: DraftPayment,
    private readonly send: SendPayment,
    private readonly findOut: FindOutPayment,
  ) {}

  /** @param keepsCard the payer agrees to regular payments: whoever opens the plain link of the invoice does not */
  async run(
    invoiceId: string,
    provider: PaymentProvider,
    startedBy: string,
    keepsCard = false,
  ): Promise<ProviderPaymentDto> {
    const now = await this.clock.now();
    const known = await this.payments.newest(this.db.manager, invoiceId, provider);
    // Their page may have closed meanwhile, or the money may be there already.
    if (known?.state === 'waiting' && provider === 'yookassa') await this.ask(known);
    const payment = await withTransaction(this.db, (tx) =>
      this.open(tx, { invoiceId, provider, startedBy, keepsCard }, now),
    );
    if (payment.state === 'created') await this.send.run(payment);
    return (await this.payments.view(this.db.manager, payment.id))!;
  }

  private async ask(payment: ProviderPaymentRecord): Promise<void> {
    await this.findOut.run(payment).catch((error: unknown) => {
      this.log.warn({ msg: 'A payment could not be asked about', payment: payment.id, error: String(error) });
    });
  }

  private async open(
    tx: EntityManager,
    wish: { invoiceId: string; provider: PaymentProvider; startedBy: string; keepsCard: boolean },
    now: Date,
  ): Promise<ProviderPaymentRecord> {
    const { invoiceId, provider, startedBy, keepsCard } = wish;
    const found = await this.payments.invoice(tx, invoiceId);
    if (!found) throw notFound('Такого счёта нет');
    const account = await this.accounts.lock(tx, found.accountId);
    assertContractGoesOn(account);
    const shop = this.shops.ofSeller(account.seller.code, provider);
    const open = await this.payments.open(tx, account.id, invoiceId, provider);
    const invoice = (await this.payments.invoice(tx, invoiceId))!;
    const amount = invoice.amount - invoice.credited;
    assertPaymentWay(account.terms, payerOf(account.seller.country, invoice.customerInn), 'card');
    if (['paid', 'cancelled', 'expired'].includes(invoice.state) || amount <= 0n)
      throw billingError('invoice_not_open', `Счёт № ${invoice.number} больше не ждёт оплаты`);
    if (open && isSame(open, { amount, keepsCard }) && !isStale(open, now)) return open;
    // A kept card is paying it at this moment: a second payment of the same invoice would be one too many.
    if (open?.cardId)
      throw billingError('invoice_not_open', `Счёт № ${invoice.number} сейчас оплачивается автоплатежом`);
    if (open) await this.payments.setEnded(tx, open, 'expired', 'Начата новая оплата', now);
    const payment = await this.draft.run(tx, {
      account,
      shop,
      invoice: { id: invoiceId, number: invoice.number },
      amount,
      startedBy,
      now,
      ...(keepsCard ? { card: 'keep' as const } : {}),
    });
    await this.payments.insert(tx, payment);
    return (await this.payments.find(tx, payment.id))!;
  }
}

const isSame = (
  open: ProviderPaymentRecord,
  wish: Pick<ProviderPaymentRecord, 'amount' | 'keepsCard'>,
): boolean => open.cardId === null && open.amount === wish.amount && open.keepsCard === wish.keepsCard;
