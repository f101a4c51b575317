import { Injectable, Logger } from '@nestjs/common';
import { moneyText, dayOf, type Minor } from '@rocket/kernel';
import { Clock } from '@rocket/kernel';
import type { KeptCard } from '@rocket/payment-sources';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { RecordReceipt, type KnownOwner, type RecordedReceipt } from '../payments/record-receipt';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { NoticeStore } from '../notices/notice.store';
import { SellerStore } from '../sellers/seller.store';
import { AutopaymentStore } from './autopayment.store';
import { KeptCardStore } from './kept-card.store';
import { RecordFiscalReceipt } from './record-fiscal-receipt';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';

/** What a provider has said, and we have made sure of. */
export interface PaidAtProvider {
  /** What the customer paid, minor units of the seller's currency; the provider's fee is another document. */
  readonly amount: Minor;
  /** The same for every word about this payment: the receipt's key (rule 5). */
  readonly reference: string;
  /** The operation's name for refunds, when it is known. */
  readonly providerId: string | null;
  /** The card the provider keeps from now on, when the payer has agreed to it. */
  readonly keptCard?: KeptCard | null;
}

const SHOWN = { robokassa: 'Робокасса', yookassa: 'ЮKassa' } as const;

/**
 * Turns a payment that a provider has confirmed into a receipt, by the same path as money from a bank: credited when the sum
 * is the one we asked for and the invoice still waits, else parked for a person with the reason. Told twice, late, out of
 * order or ten times at once, it happens once: the account's lock and the receipt's reference see to it.
 */
@Injectable()
export class SettlePayment {
  private readonly log = new Logger(SettlePayment.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly sellers: SellerStore,
    private readonly payments: ProviderPaymentStore,
    private readonly recordReceipt: RecordReceipt,
    private readonly fiscal: RecordFiscalReceipt,
    private readonly cards: KeptCardStore,
    private readonly autopayments: AutopaymentStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(payment: ProviderPaymentRecord, paid: PaidAtProvider): Promise<RecordedReceipt['outcome']> {
    const now = await this.clock.now();
    const actor = `system:${payment.provider}`;
    const recorded = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, payment.accountId);
      const current = (await this.payments.lock(tx, account.id, payment.id))!;
      if (current.state === 'paid') return null;
      const owner = await this.ownerOf(tx, account, current, paid);
      const seller = await this.sellers.read(tx, current.sellerCode);
      const money = incomingMoney(current, paid, dayOf(now, account.seller.timeZone));
      const receipt = await this.recordReceipt.inside(tx, money, [seller], { actor, now, owner });
      const { outcome, reason } = receipt;
      if (outcome === 'duplicate') throw new Error(`Receipt ${paid.reference} stands without its payment`);
      const end = { ...paid, receiptId: receipt.receipt.id, reason };
      await this.payments.setPaid(tx, current, end, now);
      await this.fiscal.ofPayment(tx, current, now);
      if (outcome !== 'unallocated' && current.keepsCard && paid.keptCard)
        await this.cards.keep(tx, current, paid.keptCard, current.startedBy, now);
      if (outcome !== 'unallocated' && current.cardId !== null) await this.tell(tx, account, current, now);
      return receipt;
    });
    if (!recorded) return 'duplicate';
    if (recorded.outcome === 'unallocated')
      this.log.warn({ msg: 'A card payment waits for a person', payment: payment.id, why: recorded.reason });
    this.recordReceipt.wakeFor(recorded);
    this.waker.wake('providers');
    return recorded.outcome;
  }

  /** The customer reads which card paid for what, beside the notice of the top-up itself. */
  private async tell(
    tx: EntityManager,
    account: AccountRecord,
    payment: ProviderPaymentRecord,
    now: Date,
  ): Promise<void> {
    const facts = await this.autopayments.factsOf(tx, account, payment);
    if (facts)
      await this.notices.post(
        tx,
        [{ accountId: account.id, key: `autopayment_paid:${payment.id}`, kind: 'autopayment_paid', facts }],
        now,
      );
  }

  private async ownerOf(
    tx: EntityManager,
    account: AccountRecord,
    payment: ProviderPaymentRecord,
    paid: PaidAtProvider,
  ): Promise<KnownOwner> {
    const number = payment.invoiceNumber;
    const write = (amount: Minor): string =>
      `${moneyText(amount, account.seller.currency).amount} ${account.seller.currency}`;
    const park = (detail: string): KnownOwner => ({ kind: 'unallocated', detail });
    if (paid.amount !== payment.amount)
      return park(
        `Картой по счёту № ${number} пришло ${write(paid.amount)}, а запрошено ${write(payment.amount)}. ` +
          `Аккаунт «${account.name}».`,
      );
    const invoice = await this.payments.invoice(tx, payment.invoiceId);
    if (!invoice || invoice.state === 'cancelled')
      return park(`Счёт № ${number} отменён, а оплата картой пришла. Аккаунт «${account.name}».`);
    if (invoice.state === 'paid')
      return park(`Счёт № ${number} уже оплачен, это второй платёж. Аккаунт «${account.name}».`);
    const why = `Оплата картой счёта № ${number} (${SHOWN[payment.provider]})`;
    return { kind: 'invoice', accountId: account.id, invoiceId: payment.invoiceId, why };
  }
}

function incomingMoney(
  payment: ProviderPaymentRecord,
  paid: PaidAtProvider,
  receivedOn: ReturnType<typeof dayOf>,
) {
  const theirs =
    payment.number === null ? (payment.providerId ?? paid.providerId) : `InvId ${payment.number}`;
  return {
    source: payment.provider,
    reference: paid.reference,
    receivedOn,
    amount: paid.amount,
    payer: cardPayer(payment.provider),
    payeeAccount: null,
    purpose: `Оплата картой счёта № ${payment.invoiceNumber}, ${SHOWN[payment.provider]}, ${theirs ?? ''}`,
    documentNumber: null,
    documentDate: null,
  };
}

/** A provider does not say who the payer is. */
export const cardPayer = (provider: keyof typeof SHOWN) => ({
  name: `Банковская карта (${SHOWN[provider]})`,
  inn: null,
  account: null,
  kpp: null,
  bic: null,
  bankName: null,
});
