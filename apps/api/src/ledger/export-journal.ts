import { Injectable } from '@nestjs/common';
import type { LedgerAccount } from '@rocket/billing';
import { printMinor } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { journalRows, type JournalRow } from './journal-rows';

const BATCH = 1000;

export interface ExportRequest {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface BookName {
  readonly path: string;
  readonly seller: string;
  readonly currency: string;
}

/**
 * The journal as plain text that `ledger` and `hledger` read and check. What value comes *from* is debited (plus), what it
 * goes *to* is credited (minus): assets and expenses grow with plus, liabilities and income with minus.
 */
@Injectable()
export class ExportJournal {
  constructor(private readonly db: DataSource) {}

  async *run(request: ExportRequest): AsyncGenerator<string> {
    yield '; Journal of rocket-market. Amounts move from one account to another; every transaction balances.\n\n';
    const where =
      '($4::date is null or e.business_date >= $4) and ($5::date is null or e.business_date <= $5)';
    const parameters = [request.from ?? null, request.to ?? null];
    for (let after: { accountId: string; seq: number } | null = null; ;) {
      const rows: JournalRow[] = await journalRows(this.db.manager, {
        after,
        limit: BATCH,
        where,
        parameters,
      });
      const names = await this.namesOf([...new Set(rows.map((row) => row.account_id))]);
      for (const row of rows) yield transaction(row, names.get(row.account_id)!);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = { accountId: last.account_id, seq: last.seq };
    }
  }

  private async namesOf(bookIds: readonly string[]): Promise<Map<string, BookName>> {
    const rows: { id: string; path: string; seller: string; currency: string }[] = await this.db.query(
      `select a.id, 'customers:' || a.id as path, s.code as seller, s.currency
         from account a join seller s on s.code = a.seller_code where a.id = any($1::uuid[])
       union all
       select s.book_id, 'sellers:' || s.code, s.code, s.currency from seller s where s.book_id = any($1::uuid[])`,
      [bookIds],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** Where each account of the chart stands in the tree the public tools know. */
const TREE: Readonly<Record<LedgerAccount, (book: BookName, grant: string | null) => string>> = {
  bank: ({ seller }) => `assets:${seller}:bank`,
  robokassa: ({ seller }) => `assets:${seller}:robokassa`,
  yookassa: ({ seller }) => `assets:${seller}:yookassa`,
  unallocated: ({ seller }) => `liabilities:${seller}:unallocated`,
  customer_money: ({ seller, path }) => `liabilities:${seller}:${path}:money`,
  customer_bonus: ({ seller, path }, grant) => `liabilities:${seller}:${path}:bonus:${grant}`,
  revenue: ({ seller }) => `income:${seller}:revenue`,
  bonus_redeemed: ({ seller }) => `income:${seller}:bonus-redeemed`,
  promotion_expense: ({ seller }) => `expenses:${seller}:promotion`,
  adjustment: ({ seller }) => `equity:${seller}:adjustment`,
  loss: ({ seller }) => `expenses:${seller}:loss`,
};

function transaction(row: JournalRow, book: BookName): string {
  const lines = row.postings.flatMap(({ from, to, grant, amount }) => {
    const text = printMinor(BigInt(amount));
    return [
      `    ${TREE[from](book, grant)}    ${text} ${book.currency}`,
      `    ${TREE[to](book, grant)}    -${text} ${book.currency}`,
    ];
  });
  const comment = `${row.key} by ${row.actor}`.replace(/[\r\n]+/g, ' ');
  return `${row.business_date} * (${row.seq}) ${row.kind}\n    ; ${comment}\n${lines.join('\n')}\n\n`;
}
