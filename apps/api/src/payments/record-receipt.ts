import { Injectable } from '@nestjs/common';
import { received, type ReceiptSource } from '@rocket/billing';
import type { ReceiptDto } from '@rocket/contracts';
import { Clock, dayOf, startOfDay, type LocalDate, type Minor } from '@rocket/kernel';
import { invoiceNumbersIn, matchPayment, type MatchDecision } from '@rocket/payment-sources';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { LedgerStore } from '../ledger/ledger.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import type { SellerRecord } from '../sellers/seller.store';
import { CreditReceipt } from './credit-receipt';
import { invoiceNumbersOf } from './invoice-numbers-of';
import { InvoiceStore } from './invoice.store';
import { ReceiptStore } from './receipt.store';
import { ThirdPartyPayerStore } from './third-party-payer.store';

/** Money that came in, from whatever source. */
export interface IncomingMoney {
  readonly source: ReceiptSource;
  readonly reference: string;
  readonly receivedOn: LocalDate;
  readonly amount: Minor;
  readonly payer: {
    readonly name: string;
    readonly inn: string | null;
    readonly account: string | null;
    readonly kpp: string | null;
    readonly bic: string | null;
    readonly bankName: string | null;
  };
  readonly payeeAccount: string | null;
  readonly purpose: string;
  readonly documentNumber: string | null;
  readonly documentDate: LocalDate | null;
  /** The format of the bank file it came in: a file of another format may tell of it again. */
  readonly format?: string | null;
}

/** What is known about whose money it is without reading its purpose: a card payment belongs to an invoice from the start. */
export type KnownOwner =
  | { readonly kind: 'invoice'; readonly accountId: string; readonly invoiceId: string; readonly why: string }
  | { readonly kind: 'unallocated'; readonly detail: string };

export interface RecordedReceipt {
  readonly outcome: 'credited' | 'unallocated' | 'duplicate';
  readonly reason: string;
  readonly receipt: ReceiptDto;
}

const BECAUSE = {
  invoice_number: 'В назначении платежа указан номер счёта',
  inn_and_sum: 'Совпали ИНН плательщика и сумма неоплаченного счёта',
} as const;

/**
 * Writes received money down and hands it to its owner when the payment names one (rules 2–5, flow b): the fact and the
 * judgement are two entries. The same reference changes nothing.
 */
@Injectable()
export class RecordReceipt {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly receipts: ReceiptStore,
    private readonly invoices: InvoiceStore,
    private readonly confirmations: ThirdPartyPayerStore,
    private readonly ledger: LedgerStore,
    private readonly credit: CreditReceipt,
    private readonly waker: Waker,
  ) {}

  /** `sellers` are those whose bank account the money reached; more than one may share it. */
  async run(money: IncomingMoney, sellers: readonly SellerRecord[], actor: string): Promise<RecordedReceipt> {
    const now = await this.clock.now();
    const recorded = await withTransaction(this.db, (tx) => this.inside(tx, money, sellers, { actor, now }));
    this.wakeFor(recorded);
    return recorded;
  }

  /** The same inside the caller's transaction; whoever calls wakes by `wakeFor` after the commit. */
  async inside(
    tx: EntityManager,
    money: IncomingMoney,
    sellers: readonly SellerRecord[],
    { actor, now, owner }: { actor: string; now: Date; owner?: KnownOwner },
  ): Promise<RecordedReceipt> {
    const id = newId(now);
    const receipt = { ...money, id, sellerCode: sellers[0]!.code };
    const twin = await this.receipts.twinOf(tx, receipt);
    if (twin !== null) await this.receipts.insertAlias(tx, twin, receipt);
    if (twin !== null || !(await this.receipts.insert(tx, receipt, now))) {
      const known = (await this.receipts.byReference(tx, money.source, money.reference))!;
      return { outcome: 'duplicate', reason: 'Это поступление уже загружено', receipt: known };
    }
    const decision = owner ?? (await this.match(tx, money, sellers));
    if (decision.kind === 'invoice') await this.accounts.lock(tx, decision.accountId);
    const seller = await this.sellerOf(tx, decision, sellers);
    await this.ledger.postToSeller(tx, seller.bookId, receivedEntry(money, id, seller, actor, now), now);
    if (decision.kind === 'unallocated') {
      await this.receipts.explain(tx, id, decision.detail);
      return { outcome: 'unallocated', reason: decision.detail, receipt: await this.receipts.view(tx, id) };
    }
    const reason = 'why' in decision ? decision.why : BECAUSE[decision.because];
    const { accountId } = decision;
    for (const { invoiceId, amount } of sharesOf(decision, money.amount))
      await this.credit.run(tx, { receipt: { id, amount }, accountId, invoiceId, actor, reason, now });
    return { outcome: 'credited', reason, receipt: await this.receipts.view(tx, id) };
  }

  /** After the commit: documents and notices are due. */
  wakeFor(recorded: RecordedReceipt): void {
    if (recorded.outcome !== 'credited') return;
    this.waker.wake('documents');
    this.waker.wake('notices');
  }

  private async match(
    tx: EntityManager,
    money: IncomingMoney,
    sellers: readonly SellerRecord[],
  ): Promise<MatchDecision> {
    const numbers = invoiceNumbersOf(invoiceNumbersIn(money.purpose));
    const openInvoices = await this.invoices.candidates(tx, {
      sellers: sellers.map(({ code }) => code),
      numbers,
      inn: money.payer.inn,
      amount: money.amount,
      on: money.receivedOn,
    });
    const confirmedPayers = await this.confirmations.of(tx, money.payer.inn);
    const decision = matchPayment(money, { openInvoices, confirmedPayers });
    if (sellers.length === 1 || decision.kind !== 'invoice' || decision.because === 'invoice_number')
      return decision;
    const detail = 'На этот счёт получают деньги несколько продавцов, а номер счёта на оплату не указан';
    return { kind: 'unallocated', because: 'ambiguous', detail };
  }

  /** On a bank account that several sellers share, the invoice tells whose money it is. */
  private async sellerOf(
    tx: EntityManager,
    decision: MatchDecision | KnownOwner,
    sellers: readonly SellerRecord[],
  ): Promise<SellerRecord> {
    if (decision.kind === 'unallocated' || sellers.length === 1) return sellers[0]!;
    const [row] = await tx.query('select seller_code from account where id = $1', [decision.accountId]);
    return sellers.find(({ code }) => code === row.seller_code) ?? sellers[0]!;
  }
}

/** One payment for several invoices is several creditings; of everything else it is one. */
const sharesOf = (decision: Exclude<MatchDecision | KnownOwner, { kind: 'unallocated' }>, amount: Minor) =>
  'shares' in decision && decision.shares ? decision.shares : [{ invoiceId: decision.invoiceId, amount }];

function receivedEntry(money: IncomingMoney, id: string, seller: SellerRecord, actor: string, now: Date) {
  const reached = startOfDay(money.receivedOn, seller.timeZone);
  return received(
    { id, source: money.source, reference: money.reference, amount: money.amount },
    { happenedAt: reached < now ? reached : now, businessDate: dayOf(now, seller.timeZone), actor },
  );
}
