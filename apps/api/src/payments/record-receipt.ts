import { Injectable } from '@nestjs/common';
import { received, type ReceiptSource } from '@rocket/billing';
import type { ReceiptDto } from '@rocket/contracts';
import { Clock, dayOf, startOfDay, type LocalDate, type Minor } from '@rocket/kernel';
import { invoiceNumbersIn, matchPayment, type MatchDecision } from '@rocket/payment-sources';
import { DataSource, type EntityManager } from 'typeorm';
import { LedgerStore } from '../ledger/ledger.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import type { SellerRecord } from '../sellers/seller.store';
import { CreditReceipt } from './credit-receipt';
import { InvoiceStore } from './invoice.store';
import { ReceiptStore } from './receipt.store';

/** Money that came in, from whatever source. */
export interface IncomingMoney {
  readonly source: ReceiptSource;
  readonly reference: string;
  readonly receivedOn: LocalDate;
  readonly amount: Minor;
  readonly payer: {
    readonly name: string;
    readonly inn: string | null;
    readonly account: string;
    readonly kpp: string | null;
    readonly bic: string | null;
    readonly bankName: string | null;
  };
  readonly payeeAccount: string;
  readonly purpose: string;
  readonly documentNumber: string;
  readonly documentDate: LocalDate;
}

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
    private readonly receipts: ReceiptStore,
    private readonly invoices: InvoiceStore,
    private readonly ledger: LedgerStore,
    private readonly credit: CreditReceipt,
    private readonly waker: Waker,
  ) {}

  /** `sellers` are those whose bank account the money reached; more than one may share it. */
  async run(money: IncomingMoney, sellers: readonly SellerRecord[], actor: string): Promise<RecordedReceipt> {
    const now = await this.clock.now();
    const recorded = await withTransaction(this.db, async (tx): Promise<RecordedReceipt> => {
      const id = newId(now);
      const isNew = await this.receipts.insert(tx, { ...money, id, sellerCode: sellers[0]!.code }, now);
      if (!isNew) {
        const known = (await this.receipts.byReference(tx, money.source, money.reference))!;
        return { outcome: 'duplicate', reason: 'Это поступление уже загружено', receipt: known };
      }
      const decision = await this.match(tx, money, sellers);
      const owner = await this.sellerOf(tx, decision, sellers);
      await this.ledger.postToSeller(tx, owner.bookId, receivedEntry(money, id, owner, actor, now), now);
      if (decision.kind === 'unallocated') {
        await this.receipts.setUnallocated(tx, id, decision.detail);
        return { outcome: 'unallocated', reason: decision.detail, receipt: await this.receipts.view(tx, id) };
      }
      const reason = BECAUSE[decision.because];
      const { accountId, invoiceId } = decision;
      await this.credit.run(tx, {
        receipt: { id, amount: money.amount },
        accountId,
        invoiceId,
        actor,
        reason,
        now,
      });
      return { outcome: 'credited', reason, receipt: await this.receipts.view(tx, id) };
    });
    if (recorded.outcome === 'credited') this.wakeAll();
    return recorded;
  }

  private async match(
    tx: EntityManager,
    money: IncomingMoney,
    sellers: readonly SellerRecord[],
  ): Promise<MatchDecision> {
    const numbers = invoiceNumbersIn(money.purpose)
      .map((number) => Number(number.replace(/\D/g, '')))
      .filter((number) => Number.isSafeInteger(number) && number > 0 && number < 2 ** 31);
    const openInvoices = await this.invoices.candidates(tx, {
      sellers: sellers.map(({ code }) => code),
      numbers,
      inn: money.payer.inn,
      amount: money.amount,
    });
    const decision = matchPayment(money, { openInvoices });
    if (sellers.length === 1 || decision.kind !== 'invoice' || decision.because === 'invoice_number')
      return decision;
    const detail = 'На этот счёт получают деньги несколько продавцов, а номер счёта на оплату не указан';
    return { kind: 'unallocated', because: 'ambiguous', detail };
  }

  /** On a bank account that several sellers share, the invoice tells whose money it is. */
  private async sellerOf(
    tx: EntityManager,
    decision: MatchDecision,
    sellers: readonly SellerRecord[],
  ): Promise<SellerRecord> {
    if (decision.kind === 'unallocated' || sellers.length === 1) return sellers[0]!;
    const [row] = await tx.query('select seller_code from account where id = $1', [decision.accountId]);
    return sellers.find(({ code }) => code === row.seller_code) ?? sellers[0]!;
  }

  private wakeAll(): void {
    this.waker.wake('documents');
    this.waker.wake('notices');
  }
}

function receivedEntry(money: IncomingMoney, id: string, seller: SellerRecord, actor: string, now: Date) {
  const reached = startOfDay(money.receivedOn, seller.timeZone);
  return received(
    { id, source: money.source, reference: money.reference, amount: money.amount },
    { happenedAt: reached < now ? reached : now, businessDate: dayOf(now, seller.timeZone), actor },
  );
}
