import { Injectable } from '@nestjs/common';
import { CHAIN_START } from '@rocket/billing';
import { DataSource, type EntityManager } from 'typeorm';
import { journalRows, type RowsRequest } from './journal-rows';
import { chainHash } from './seal-journal';

const BATCH = 2000;

export interface BrokenRow {
  readonly accountId: string;
  readonly seq: number | null;
  readonly why: string;
}

export interface BooksReport {
  readonly entries: number;
  readonly accounts: number;
  /** The first row of each check that does not fit; empty when the books are right. */
  readonly broken: readonly BrokenRow[];
}

/** What has to hold over all books, each as a query for the first row that breaks it. */
const INVARIANTS: readonly { readonly why: string; readonly sql: string }[] = [
  {
    why: 'the entry says another change than its postings',
    sql: `select e.account_id, e.seq from entry e
           left join (select account_id, seq,
                  sum(case when to_account = 'customer_money' then amount when from_account = 'customer_money' then -amount else 0 end) as money,
                  sum(case when to_account = 'customer_bonus' then amount when from_account = 'customer_bonus' then -amount else 0 end) as bonus
                from posting group by account_id, seq) p using (account_id, seq)
          where p.seq is null or p.money <> e.money or p.bonus <> e.bonus order by 1, 2 limit 1`,
  },
  {
    why: 'the kept balance is not what the entries add up to',
    sql: `select a.id as account_id, null::integer as seq from account a
           left join (select account_id, sum(money) as money, max(seq) as seq from entry group by account_id) e on e.account_id = a.id
          where a.money <> coalesce(e.money, 0) or a.last_seq <> coalesce(e.seq, 0) order by 1 limit 1`,
  },
  {
    why: 'the rest of a grant is not what its postings leave',
    sql: `select g.account_id, null::integer as seq from bonus_grant g
           left join (select account_id, grant_id, sum(case when to_account = 'customer_bonus' then amount else -amount end) as rest
                from posting where grant_id is not null group by account_id, grant_id) p
             on p.account_id = g.account_id and p.grant_id = g.id
          where g.remaining <> coalesce(p.rest, 0) order by 1 limit 1`,
  },
  {
    why: 'a charge and its entry differ',
    sql: `select c.account_id, c.seq from charge c left join entry e on e.account_id = c.account_id and e.seq = c.seq
          where (c.seq is null and c.amount <> 0) or (c.seq is not null and (e.seq is null or -(e.money + e.bonus) <> c.amount))
          order by 1, 2 limit 1`,
  },
  {
    why: 'a charge for use and its entry differ',
    sql: `select c.account_id, c.seq from usage_charge c
           left join entry e on e.account_id = c.account_id and e.seq = c.seq
          where (c.seq is null and c.amount <> 0) or (c.seq is not null and (e.seq is null or -(e.money + e.bonus) <> c.amount))
          order by 1, 2 limit 1`,
  },
  {
    why: 'numbers of entries have a hole',
    sql: `select account_id, max(seq) as seq from entry group by account_id having max(seq) <> count(*) order by 1 limit 1`,
  },
];

/**
 * Verifies the books from the first row: the hash chain of every book, and that balances, grants and charges are what the
 * entries say. Names the first row that does not fit.
 */
@Injectable()
export class VerifyBooks {
  constructor(private readonly db: DataSource) {}

  async run(): Promise<BooksReport> {
    const tx = this.db.manager;
    const broken: BrokenRow[] = [];
    const chain = await this.verifyChain(tx);
    if (chain.broken) broken.push(chain.broken);
    for (const { why, sql } of INVARIANTS) {
      const [row] = await tx.query(sql);
      if (row) broken.push({ accountId: row.account_id, seq: row.seq, why });
    }
    return { entries: chain.entries, accounts: chain.accounts, broken };
  }

  /** An entry without a seal yet is not broken: it is sealed after commit. A seal that does not fit is. */
  private async verifyChain(
    tx: EntityManager,
  ): Promise<{ entries: number; accounts: number; broken: BrokenRow | null }> {
    let after: RowsRequest['after'] = null;
    let entries = 0;
    let accounts = 0;
    let previous = CHAIN_START;
    let lastBook = '';
    for (;;) {
      const rows = await journalRows(tx, { after, limit: BATCH });
      const seals = await this.seals(
        tx,
        rows.map((row) => [row.account_id, row.seq]),
      );
      for (const row of rows) {
        if (row.account_id !== lastBook) {
          accounts += 1;
          previous = CHAIN_START;
          lastBook = row.account_id;
        }
        after = { accountId: row.account_id, seq: row.seq };
        entries += 1;
        const hash = chainHash(previous, row);
        const sealed = seals.get(`${row.account_id}:${row.seq}`);
        if (sealed !== undefined && sealed !== hash) {
          return {
            entries,
            accounts,
            broken: { ...after, why: 'the chain does not fit this row or the one before it' },
          };
        }
        previous = hash;
      }
      if (rows.length < BATCH) return { entries, accounts, broken: null };
    }
  }

  private async seals(
    tx: EntityManager,
    keys: readonly (readonly [string, number])[],
  ): Promise<Map<string, string>> {
    const rows: { account_id: string; seq: number; hash: string }[] = await tx.query(
      `select s.account_id, s.seq, encode(s.hash, 'hex') as hash from entry_seal s
         join unnest($1::uuid[], $2::integer[]) as x(account_id, seq) using (account_id, seq)`,
      [keys.map(([accountId]) => accountId), keys.map(([, seq]) => seq)],
    );
    return new Map(rows.map((row) => [`${row.account_id}:${row.seq}`, row.hash]));
  }
}
