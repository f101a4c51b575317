import { Injectable } from '@nestjs/common';
import {
  advancesRegister,
  papersRegister,
  receiptsRegister,
  salesBook,
  type PaperRow,
  type Spreadsheet,
} from '@rocket/documents';
import type { RegisterDto, RegisterKind } from '@rocket/contracts';
import { Clock, localDate, printMinor } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { documentKindWords, documentStatusWords } from './document-words';
import { AdvanceStore } from './advance.store';
import { RegisterStore, type IssuedPaper } from './register.store';

export interface RegisterRequest {
  readonly kind: RegisterKind;
  readonly from: string;
  readonly to: string;
  readonly seller?: string | undefined;
}

/** A register of a period for the seller's accountant: receipts, documents issued, lines of the sales book, advances. */
@Injectable()
export class ReadRegister {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly registers: RegisterStore,
    private readonly advances: AdvanceStore,
  ) {}

  async run({ kind, from, to, seller }: RegisterRequest): Promise<Spreadsheet> {
    const scope = { from: localDate(from), to: localDate(to), seller: seller ?? null };
    const tx = this.db.manager;
    switch (kind) {
      case 'receipts':
        return receiptsRegister(await this.registers.receipts(tx, scope), scope);
      case 'documents':
        return papersRegister(
          (await this.registers.papers(tx, scope, await this.clock.now())).map(inWords),
          scope,
        );
      case 'advances':
        return advancesRegister(await this.advances.read(tx, scope), scope);
      case 'sales-book':
        return salesBook(await this.registers.salesBook(tx, scope), scope);
    }
  }
}

const inWords = (paper: IssuedPaper): PaperRow => ({
  ...paper,
  kind: documentKindWords(paper.kind),
  status: documentStatusWords(paper.status),
});

/** A register as JSON: amounts as decimal strings, days as they are. */
export const registerView = (
  { kind, from, to }: RegisterRequest,
  { columns, rows, totals }: Spreadsheet,
): RegisterDto => {
  const plain = (row: Spreadsheet['rows'][number]) =>
    row.map((value) => (typeof value === 'bigint' ? printMinor(value) : value));
  return {
    kind,
    from: localDate(from),
    to: localDate(to),
    columns: columns.map((column) => ({ title: column.title, kind: column.kind })),
    rows: rows.map(plain),
    totals: totals.map(plain),
  };
};
