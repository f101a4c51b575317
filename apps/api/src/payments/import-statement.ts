import { Injectable } from '@nestjs/common';
import type { StatementLineDto, StatementRefundDto, StatementResultDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import {
  MovementSorter,
  PaymentSourceError,
  givesBack,
  mayBeGivenBack,
  readStatement,
  type GivenBack,
  type IncomingPayment,
  type OutgoingPayment,
  type RejectedLine,
} from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { PayRefundByStatement } from '../leaving/pay-refund-by-statement';
import { newId } from '../platform/ids';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import { BankStatementStore } from './bank-statement.store';
import { FindReturn } from './find-return';
import { ReceiptStore } from './receipt.store';
import { RecordReceipt } from './record-receipt';

/** A bank file: whole, or so large that it is read from disk. */
export interface StatementFile {
  readonly filename: string | null;
  sha256(): Buffer;
  pieces(): AsyncIterable<Uint8Array>;
}

/** So many payments are looked up at once; each is written in a transaction of its own. */
const BATCH = 200;
/** The answer holds the first of them; all lines are kept and listed page by page. */
const ANSWERED_LINES = 1_000;
const ANSWERED_COMPLAINTS = 2_000;

/**
 * Imports a bank statement file as it is, 1C or camt.053: every payment that reached an account of ours becomes a receipt.
 * Good documents are taken, bad ones are listed with line and reason, nothing is half-taken. The file is read as it flows
 * and each receipt is written in a transaction of its own: an import killed in the middle is done again by the same file,
 * which changes nothing of what is there (rules 2–5). Outgoing lines prove what they pay: refunds (rule 22) and returned receipts.
 *
 * Throws PaymentSourceError when nothing in the file can be read.
 */
@Injectable()
export class ImportStatement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly receipts: ReceiptStore,
    private readonly statements: BankStatementStore,
    private readonly recordReceipt: RecordReceipt,
    private readonly findReturn: FindReturn,
    private readonly refunds: PayRefundByStatement,
  ) {}

  async run(file: StatementFile, actor: string): Promise<StatementResultDto> {
    const now = await this.clock.now();
    const owners = await this.ownersOfAccounts();
    const reading = new Reading(newId(now), actor, owners);
    let isBegun = false;
    try {
      for await (const item of readStatement(file.pieces())) {
        if (item.type === 'format') reading.format = item.format;
        if (item.type === 'rejected') reading.reject(item.line, item.reason);
        if (item.type === 'warning') reading.warn(item.line, item.reason);
        if (item.type === 'account') reading.sorter.note(item.account.account);
        if (item.type !== 'document' && item.type !== 'account') continue;
        if (!isBegun) {
          const { id } = reading;
          await this.statements.begin(
            this.db.manager,
            { id, sha256: file.sha256(), filename: file.filename },
            actor,
            now,
          );
          isBegun = true;
        }
        if (item.type === 'account') continue;
        reading.sort(item.document);
        if (reading.waiting.length >= BATCH) await this.take(reading);
      }
      await this.take(reading);
      await this.payRefunds(reading);
    } catch (error) {
      if (!isBegun || !(error instanceof PaymentSourceError)) {
        if (isBegun) await this.statements.end(this.db.manager, reading.id, 'failed', reading.result());
        throw error;
      }
      // What stood before the place where it became unreadable was whole.
      await this.take(reading);
      reading.reject(reading.lastLine, `Дальше этой строки файл не читается. ${error.message}`);
      if (reading.refundLines.length > 0)
        reading.warn(
          reading.lastLine,
          'Выплаты возвратов не отмечены: сначала файл должен прочитаться целиком',
        );
    }
    for (const account of reading.sorter.foreignAccounts())
      reading.warn(1, `Счёт ${account} не наш: его документы пропущены`);
    const result = reading.result();
    if (!isBegun)
      await this.statements.begin(
        this.db.manager,
        { id: reading.id, sha256: file.sha256(), filename: file.filename },
        actor,
        now,
      );
    await this.statements.end(this.db.manager, reading.id, 'done', result);
    return { ...result, lines: reading.lines };
  }

  /** Writes what waits: what is known already is found in one look, the rest one by one, in the order of the file. */
  private async take(reading: Reading): Promise<void> {
    const waiting = reading.waiting.splice(0);
    const references = waiting.flatMap((one) => (one.type === 'incoming' ? [one.payment.reference] : []));
    const known = await this.receipts.byReferences(this.db.manager, 'bank', references);
    const taken: StatementLineDto[] = [];
    for (const movement of waiting) {
      if (movement.type === 'outgoing') await this.takeOutgoing(reading, movement.payment);
      else {
        const line = await this.takeIncoming(reading, movement.payment, known);
        if (line) taken.push(line);
      }
    }
    await this.statements.addLines(this.db.manager, reading.id, reading.receipts, taken);
    reading.add(taken);
  }

  private async takeIncoming(
    reading: Reading,
    payment: IncomingPayment,
    known: ReadonlyMap<string, StatementLineDto['receipt']>,
  ): Promise<StatementLineDto | null> {
    const { line } = payment;
    const receipt = known.get(payment.reference);
    if (receipt) return { line, outcome: 'duplicate', reason: 'Это поступление уже загружено', receipt };
    const sellers = reading.owners.get(payment.payeeAccount)!;
    const { currency } = sellers[0]!;
    if (payment.currency !== null && payment.currency !== currency) {
      reading.reject(line, `Платёж в ${payment.currency}, а счёт ведётся в ${currency}.`);
      return null;
    }
    const recorded = await this.recordReceipt.run(
      { ...payment, format: reading.format },
      sellers,
      reading.actor,
    );
    return { line, ...recorded };
  }

  private async takeOutgoing(reading: Reading, payment: OutgoingPayment): Promise<void> {
    if (await this.refunds.concerns(payment)) {
      reading.refundLines.push(payment);
      return;
    }
    const found = await this.findReturn.run(payment, reading.actor);
    if (found?.outcome === 'returned') reading.returned += 1;
    if (found) reading.warn(payment.line, found.words);
  }

  /** When the whole file is read: a payment of ours may come back further on, and then it paid nothing. */
  private async payRefunds(reading: Reading): Promise<void> {
    const by = { statementId: reading.id, actor: reading.actor };
    const cameBack = [...reading.cameBack];
    for (const payment of reading.refundLines) {
      const nth = cameBack.findIndex((back) => givesBack(back, payment));
      const [back] = nth < 0 ? [] : cameBack.splice(nth, 1);
      const said = await this.refunds.run(payment, back ?? null, by);
      if (said) reading.refunds.push(said);
    }
    for (const back of cameBack) {
      const said = await this.refunds.givenBack(back);
      if (said) reading.refunds.push(said);
    }
  }

  private async ownersOfAccounts(): Promise<Map<string, SellerRecord[]>> {
    const owners = new Map<string, SellerRecord[]>();
    for (const seller of await this.sellers.all(this.db.manager)) {
      const account = seller.requisites.settlementAccount;
      if (account) owners.set(account, [...(owners.get(account) ?? []), seller]);
    }
    return owners;
  }
}

type Waiting =
  | { readonly type: 'incoming'; readonly payment: IncomingPayment }
  | { readonly type: 'outgoing'; readonly payment: OutgoingPayment };

/** How far the reading of one file got: counts, and only the first lines and complaints. */
class Reading {
  readonly sorter: MovementSorter;
  readonly waiting: Waiting[] = [];
  readonly lines: StatementLineDto[] = [];
  /** Outgoing lines about refunds, and what may be payments of ours that came back: matched when the file ends. */
  readonly refundLines: OutgoingPayment[] = [];
  readonly cameBack: GivenBack[] = [];
  readonly refunds: StatementRefundDto[] = [];
  readonly counts = { credited: 0, unallocated: 0, duplicate: 0 };
  format = '1c';
  receipts = 0;
  returned = 0;
  lastLine = 1;
  private readonly rejected: RejectedLine[] = [];
  private readonly warnings: RejectedLine[] = [];
  private readonly untold = { rejected: 0, warnings: 0 };

  constructor(
    readonly id: string,
    readonly actor: string,
    readonly owners: ReadonlyMap<string, SellerRecord[]>,
  ) {
    this.sorter = new MovementSorter([...owners.keys()]);
  }

  sort(document: Parameters<MovementSorter['sort']>[0]): void {
    this.lastLine = document.line;
    const movement = this.sorter.sort(document);
    if (movement?.type === 'left_out') {
      this.warn(movement.line, movement.reason);
      if (movement.givenBack) this.cameBack.push(movement.givenBack);
    } else if (movement) this.waiting.push(movement);
    if (movement?.type !== 'incoming') return;
    const back = { ...movement.payment, isReversal: false };
    if (mayBeGivenBack(back)) this.cameBack.push(back);
  }

  add(taken: readonly StatementLineDto[]): void {
    this.receipts += taken.length;
    for (const { outcome } of taken) this.counts[outcome] += 1;
    this.lines.push(...taken.slice(0, ANSWERED_LINES - this.lines.length));
  }

  reject(line: number, reason: string): void {
    this.complain('rejected', line, reason);
  }

  warn(line: number, reason: string): void {
    this.complain('warnings', line, reason);
  }

  result(): Omit<StatementResultDto, 'lines'> {
    const { credited, unallocated, duplicate } = this.counts;
    return {
      id: this.id,
      receipts: this.receipts,
      credited,
      unallocated,
      duplicates: duplicate,
      returned: this.returned,
      refunds: this.refunds,
      rejected: [...this.rejected, ...more(this.untold.rejected)],
      warnings: [...this.warnings, ...more(this.untold.warnings)],
    };
  }

  private complain(kind: 'rejected' | 'warnings', line: number, reason: string): void {
    if (this[kind].length < ANSWERED_COMPLAINTS) this[kind].push({ line, reason });
    else this.untold[kind] += 1;
  }
}

const more = (count: number): RejectedLine[] =>
  count === 0 ? [] : [{ line: 0, reason: `И ещё ${count}: исправьте первые и загрузите файл снова.` }];
