import { Injectable } from '@nestjs/common';
import { billingError, returnedToPayer, reversed } from '@rocket/billing';
import type { ReceiptDto } from '@rocket/contracts';
import { Clock, dayOf, startOfDay, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { LedgerStore } from '../ledger/ledger.store';
import { withTransaction } from '../platform/database';
import { SellerStore } from '../sellers/seller.store';
import { ReceiptStore } from './receipt.store';

export interface ReceiptReturn {
  readonly reason: string;
  /** The day the money left, today when left out. A bank may date a document ahead: what is proved by one happened by now. */
  readonly returnedOn?: LocalDate | undefined;
  /** The outgoing document of a bank file that proves it. */
  readonly reference?: string;
}

/**
 * Writes down that what nobody was given of a receipt went back to its payer: it leaves the books. Only an accountant says
 * so, or an outgoing document of the bank proves it. Undone by `TakeReturnBack`.
 *
 * Refuses: `receipt_not_unallocated` when nothing is left of it.
 */
@Injectable()
export class ReturnReceipt {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly receipts: ReceiptStore,
    private readonly ledger: LedgerStore,
  ) {}

  async run(receiptId: string, wish: ReceiptReturn, actor: string): Promise<ReceiptDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      await this.inside(tx, receiptId, wish, { actor, now });
      return this.receipts.view(tx, receiptId);
    });
  }

  async inside(
    tx: EntityManager,
    receiptId: string,
    wish: ReceiptReturn,
    { actor, now }: { actor: string; now: Date },
  ): Promise<void> {
    const receipt = await this.receipts.lock(tx, receiptId);
    if (receipt.rest === 0n)
      throw billingError('receipt_not_unallocated', 'Возвращать нечего: поступление распределено целиком');
    const seller = await this.sellers.read(tx, receipt.sellerCode);
    const today = dayOf(now, seller.timeZone);
    const asked = wish.returnedOn ?? today;
    const day = wish.reference !== undefined && asked > today ? today : asked;
    if (day > today || day < receipt.receivedOn)
      throw billingError('receipt_not_unallocated', 'День возврата не может быть таким', {}, [
        { path: 'returnedOn', message: `С ${receipt.receivedOn} по ${today}` },
      ]);
    const happenedAt = day === today ? now : startOfDay(day, seller.timeZone);
    const act = { happenedAt, businessDate: day, actor, reason: wish.reason };
    const nth = await this.ledger.countAbout(tx, seller.bookId, 'refund', receipt.id);
    const entry = returnedToPayer({ ...receipt, amount: receipt.rest }, nth, act);
    await this.ledger.postToSeller(tx, seller.bookId, entry, now);
    const returned = { amount: receipt.returned + receipt.rest, reference: wish.reference ?? null };
    await this.receipts.setReturned(tx, receipt.id, returned);
    await this.receipts.recount(tx, receipt.id, wish.reason);
  }
}

/**
 * Takes back the latest return of a receipt that was written down by mistake: the money is unallocated again.
 *
 * Refuses: `receipt_not_returned`.
 */
@Injectable()
export class TakeReturnBack {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly receipts: ReceiptStore,
    private readonly ledger: LedgerStore,
  ) {}

  async run(receiptId: string, reason: string, actor: string): Promise<ReceiptDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const receipt = await this.receipts.lock(tx, receiptId);
      const seller = await this.sellers.read(tx, receipt.sellerCode);
      const entryId = await this.latestReturn(tx, seller.bookId, receipt.id);
      const found = entryId === null ? null : await this.ledger.find(tx, entryId);
      if (!found) throw billingError('receipt_not_returned', 'Это поступление не возвращали');
      const act = { happenedAt: now, businessDate: dayOf(now, seller.timeZone), actor, reason };
      await this.ledger.postToSeller(tx, seller.bookId, reversed(found, act), now);
      const amount = receipt.returned - found.postings[0]!.amount;
      await this.receipts.setReturned(tx, receipt.id, { amount, reference: null });
      await this.receipts.recount(tx, receipt.id, `Возврат отменён: ${reason}`);
      return this.receipts.view(tx, receipt.id);
    });
  }

  private async latestReturn(tx: EntityManager, bookId: string, receiptId: string): Promise<string | null> {
    const [row] = await tx.query(
      `select e.id from entry e
        where e.account_id = $1 and e.kind = 'refund' and e.subject ->> 'id' = $2
          and not exists (select from entry m where m.account_id = e.account_id and m.reverses = e.id)
        order by e.seq desc limit 1`,
      [bookId, receiptId],
    );
    return row?.id ?? null;
  }
}
