import { Injectable } from '@nestjs/common';
import type { Page, StatementLineDto, StatementResultDto } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { bulkInsert } from '../platform/bulk';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { ReceiptStore } from './receipt.store';

export interface StatementLinesRequest extends PageRequest {
  readonly outcome?: StatementLineDto['outcome'] | undefined;
}

interface LineRow {
  readonly ordinal: number;
  readonly line: number;
  readonly outcome: StatementLineDto['outcome'];
  readonly reason: string;
  readonly receipt_id: string;
}

/** Bank files that were imported, and what became of each of their payments. */
@Injectable()
export class BankStatementStore {
  constructor(private readonly receipts: ReceiptStore) {}

  async begin(
    tx: EntityManager,
    file: { id: string; sha256: Buffer; filename: string | null },
    actor: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into bank_statement (id, sha256, filename, imported_at, imported_by, result, state)
       values ($1, $2, $3, $4, $5, '{}', 'reading')`,
      [file.id, file.sha256, file.filename, now, actor],
    );
  }

  async addLines(
    tx: EntityManager,
    statementId: string,
    first: number,
    lines: readonly StatementLineDto[],
  ): Promise<void> {
    if (lines.length === 0) return;
    await bulkInsert(tx, 'bank_statement_line', [
      { name: 'statement_id', type: 'uuid', values: lines.map(() => statementId) },
      { name: 'ordinal', type: 'integer', values: lines.map((_, index) => first + index) },
      { name: 'line', type: 'integer', values: lines.map(({ line }) => line) },
      { name: 'outcome', type: 'text', values: lines.map(({ outcome }) => outcome) },
      { name: 'reason', type: 'text', values: lines.map(({ reason }) => reason) },
      { name: 'receipt_id', type: 'uuid', values: lines.map(({ receipt }) => receipt.id) },
    ]);
  }

  async end(
    tx: EntityManager,
    id: string,
    state: 'done' | 'failed',
    result: Omit<StatementResultDto, 'lines'>,
  ): Promise<void> {
    await tx.query('update bank_statement set state = $2, result = $3 where id = $1', [
      id,
      state,
      JSON.stringify(result),
    ]);
  }

  /** In the order of the file; each with the receipt as it stands now. @throws ApiError `not_found` */
  async lines(
    tx: EntityManager,
    statementId: string,
    request: StatementLinesRequest,
  ): Promise<Page<StatementLineDto>> {
    const [known]: unknown[] = await tx.query('select 1 from bank_statement where id = $1', [statementId]);
    if (!known) throw notFound('Такой выписки нет');
    const cursor = cursorOf<[number]>(request);
    const rows: LineRow[] = await tx.query(
      `select ordinal, line, outcome, reason, receipt_id from bank_statement_line
        where statement_id = $1 and ($2::text is null or outcome = $2) and ordinal > $3 order by ordinal limit $4`,
      [statementId, request.outcome ?? null, cursor?.[0] ?? -1, limitOf(request) + 1],
    );
    const receipts = await this.receipts.byIds(
      tx,
      rows.map((row) => row.receipt_id),
    );
    return pageOf(
      rows,
      request,
      ({ line, outcome, reason, receipt_id }): StatementLineDto => ({
        line,
        outcome,
        reason,
        receipt: receipts.get(receipt_id)!,
      }),
      (row) => [row.ordinal],
    );
  }
}
