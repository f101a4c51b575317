import { Injectable } from '@nestjs/common';
import type { MoneyDto, RunDetailsDto, RunDto, RunProductDto } from '@rocket/contracts';
import { CURRENCIES, moneyText, type Currency, type LocalDate } from '@rocket/kernel';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { endOfContract } from '../leaving/termination.rows';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import type { ChargeTotals, ProductSums } from './run-sum.rows';
import { RunSumStore } from './run-sum.store';

/** What a run did; sums by product, each in the currency of its seller. */
export interface Tally {
  accounts: number;
  charged: number;
  suspended: number;
  resumed: number;
  ended: number;
  parked: number;
  products: ProductSums;
}

export const emptyTally = (): Tally => ({
  accounts: 0,
  charged: 0,
  suspended: 0,
  resumed: 0,
  ended: 0,
  parked: 0,
  products: new Map(),
});

/** Whose accounts a run is about. */
export interface RunScope {
  readonly runId: string;
  readonly date: LocalDate;
  readonly sellers: readonly string[];
  /** A person who starts a run tries what is parked once more, and goes on with what was stopped. The schedule does neither. */
  readonly byPerson: boolean;
}

@Injectable()
export class RunStore {
  constructor(private readonly sums: RunSumStore) {}

  /**
   * Takes the right to run a date, or answers null while somebody else has it. A session lock: it is gone with the process
   * that held it, however it died.
   */
  async claimDate(db: DataSource, date: LocalDate): Promise<QueryRunner | null> {
    const connection = db.createQueryRunner();
    const [{ held }] = await connection.query(
      `select pg_try_advisory_lock(hashtextextended($1, 1)) as held`,
      [`renewal-run:${date}`],
    );
    if (held) return connection;
    await connection.release();
    return null;
  }

  async releaseDate(connection: QueryRunner, date: LocalDate): Promise<void> {
    await connection.query('select pg_advisory_unlock(hashtextextended($1, 1))', [`renewal-run:${date}`]);
    await connection.release();
  }

  /** How many accounts are due, parked ones too. */
  async countDue(tx: EntityManager, run: RunScope): Promise<number> {
    const [{ due }] = await tx.query(
      'select count(*)::int as due from account where next_due <= $1 and seller_code = any($2)',
      [run.date, run.sellers],
    );
    return due;
  }

  /**
   * Writes a run down as begun, with what its rehearsal foresaw: from here on others may help. One of the same date that was
   * broken off is marked as failed, or as stopped when that was asked.
   */
  async begin(
    tx: EntityManager,
    run: RunScope,
    plan: { readonly due: number; readonly foreseen: Pick<Tally, 'charged' | 'products'> | null },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update renewal_run set finished_at = $2, state = case when stop_reason is null then 'failed' else 'stopped' end
        where business_date = $1 and state = 'running'`,
      [run.date, now],
    );
    await tx.query(
      `insert into renewal_run (id, business_date, state, started_at, due, expected_charged)
       values ($1, $2, 'running', $3, $4, $5)`,
      [run.runId, run.date, now, plan.due, plan.foreseen?.charged ?? null],
    );
    if (plan.foreseen) await this.sums.foresee(tx, run.runId, plan.foreseen.products);
    if (run.byPerson) {
      await tx.query(
        `update renewal_run set continued_by = $1
          where stop_reason is not null and continued_by is null and business_date <= $2`,
        [run.runId, run.date],
      );
    }
  }

  /** Asks a run to end after the batches under way. Nothing happens to one that has ended or was asked before. */
  async stop(tx: EntityManager, id: string, reason: string, actor: string): Promise<void> {
    await tx.query(
      `update renewal_run set stop_reason = $2, stopped_by = $3
        where id = $1 and state = 'running' and stop_reason is null`,
      [id, reason, actor],
    );
  }

  /** Whether a run was stopped and nobody has gone on with it: until then the schedule charges nobody. */
  async isStopped(tx: EntityManager): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'select 1 from renewal_run where stop_reason is not null and continued_by is null limit 1',
    );
    return rows.length > 0;
  }

  /** The run of a date that somebody has begun and not ended. */
  async running(tx: EntityManager, date: LocalDate): Promise<string | null> {
    const [row] = await tx.query(
      `select id from renewal_run where business_date = $1 and state = 'running' order by started_at desc, id desc limit 1`,
      [date],
    );
    return row?.id ?? null;
  }

  /** Whether batches may still be taken: false once it was ended or stopped, here or in another process. */
  async goesOn(tx: EntityManager, id: string): Promise<boolean> {
    const [row] = await tx.query(
      `select 1 from renewal_run where id = $1 and state = 'running' and stop_reason is null`,
      [id],
    );
    return row !== undefined;
  }

  /**
   * Adds what a batch did, in the batch's own transaction: the tally is right wherever the run is broken off. Answers with
   * the totals of all who work on it, and what was foreseen.
   */
  async add(
    tx: EntityManager,
    id: string,
    tally: Tally,
  ): Promise<{ totals: ChargeTotals; expected: ChargeTotals | null }> {
    const [[row]] = await tx.query(
      `update renewal_run set accounts = accounts + $2, charged = charged + $3, suspended = suspended + $4,
              resumed = resumed + $5, ended = ended + $6, parked = parked + $7 where id = $1
       returning charged, expected_charged`,
      [id, tally.accounts, tally.charged, tally.suspended, tally.resumed, tally.ended, tally.parked],
    );
    await this.sums.add(tx, id, tally.products);
    const { made, foreseen } = await this.sums.totals(tx, id);
    const charged: number | null = row.expected_charged;
    return {
      totals: { charged: row.charged, sums: made },
      expected: charged === null ? null : { charged, sums: foreseen },
    };
  }

  /** Ends a run that is still running, as stopped when that was asked; one that another process has ended stays as it is. */
  async finish(tx: EntityManager, id: string, state: 'completed' | 'failed', now: Date): Promise<void> {
    await tx.query(
      `update renewal_run set finished_at = $3, state = case when stop_reason is null then $2 else 'stopped' end
        where id = $1 and state = 'running'`,
      [id, state, now],
    );
  }

  /**
   * Locks accounts that are due, oldest first, without those that this run has parked. With `skip` it passes over what
   * somebody holds, else it waits. With `only`, none but these.
   */
  async claim(
    tx: EntityManager,
    run: RunScope,
    how: { readonly limit: number; readonly skip: boolean; readonly only?: readonly string[] },
  ): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select a.id from account a
        where a.next_due <= $1 and a.seller_code = any($2) and ($3::uuid[] is null or a.id = any($3))
          and not exists (select from parked_account p where p.account_id = a.id
                and (p.run_id = $4 or not $5::boolean and p.business_date >= $1))
        order by a.next_due, a.id limit $6
        for no key update of a ${how.skip ? 'skip locked' : ''}`,
      [run.date, run.sellers, how.only ?? null, run.runId, run.byPerson, how.limit],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Locks one account as `claim` does; false when somebody holds it, has renewed it or has parked it. Asked twice: whoever parks an
   * account leaves its row as it was, so what was parked between the look and the lock is seen by a second look alone.
   */
  async claimOne(tx: EntityManager, run: RunScope, id: string): Promise<boolean> {
    const how = { limit: 1, skip: true, only: [id] };
    const [mine] = await this.claim(tx, run, how);
    return mine !== undefined && (await this.claim(tx, run, how)).length > 0;
  }

  async dueAccounts(
    tx: EntityManager,
    request: { date: LocalDate; sellers: readonly string[]; after: string | null; limit: number },
  ): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select id from account where next_due <= $1 and seller_code = any($2) and ($3::uuid is null or id > $3)
        order by id limit $4`,
      [request.date, request.sellers, request.after, request.limit],
    );
    return rows.map((row) => row.id);
  }

  /** Of those accounts, whose contract has not ended before the run of a date: one under notice may by then. */
  async underContract(tx: EntityManager, ids: readonly string[], date: LocalDate): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select a.id from account a where a.id = any($1::uuid[]) and coalesce(${endOfContract('a.id')} > $2, true) order by a.id`,
      [ids, date],
    );
    return rows.map((row) => row.id);
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, id: string): Promise<RunDetailsDto> {
    const [row]: RunRow[] = await tx.query(`${RUNS} where r.id = $1`, [id]);
    if (!row) throw notFound('Такого прогона не было');
    return { ...toDto(row), products: await this.sums.products(tx, id) };
  }

  /** What a rehearsal would charge, with the products named. */
  wouldCharge(tx: EntityManager, products: ProductSums): Promise<RunProductDto[]> {
    return this.sums.named(tx, products);
  }

  async list(tx: EntityManager, request: PageRequest) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: RunRow[] = await tx.query(
      `${RUNS} where $1::timestamptz is null or (r.started_at, r.id) < ($1, $2::uuid)
        order by r.started_at desc, r.id desc limit $3`,
      [cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(rows, request, toDto, (row) => [row.started_at.toISOString(), row.id]);
  }
}

const RUNS = `select r.*, (
    select coalesce(jsonb_agg(t), '[]') from (
      select currency, sum(amount)::text as amount, sum(expected_amount)::text as expected
        from renewal_run_sum where run_id = r.id group by currency) t) as sums
  from renewal_run r`;

/** Sums of different currencies stand beside each other, rubles first; one that nothing was charged in is not there. */
const moneyOf = (sums: readonly SumRow[], of: (row: SumRow) => string | null): MoneyDto[] =>
  CURRENCIES.flatMap((currency) => {
    const row = sums.find((each) => each.currency === currency);
    const amount = row && of(row);
    return amount ? [moneyText(BigInt(amount), currency)] : [];
  });

interface SumRow {
  readonly currency: Currency;
  readonly amount: string;
  readonly expected: string | null;
}

/** A row of `RUNS`. */
interface RunRow {
  readonly id: string;
  readonly business_date: LocalDate;
  readonly state: RunDto['state'];
  readonly due: number;
  readonly accounts: number;
  readonly charged: number;
  readonly suspended: number;
  readonly resumed: number;
  readonly ended: number;
  readonly parked: number;
  readonly expected_charged: number | null;
  readonly sums: readonly SumRow[];
  readonly stop_reason: string | null;
  readonly continued_by: string | null;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

const toDto = (row: RunRow): RunDto => ({
  id: row.id,
  businessDate: row.business_date,
  state: row.state,
  dryRun: false,
  due: row.due,
  accounts: row.accounts,
  charged: row.charged,
  suspended: row.suspended,
  resumed: row.resumed,
  ended: row.ended,
  parked: row.parked,
  ...chargedDto(moneyOf(row.sums, (sum) => sum.amount)),
  expected:
    row.expected_charged === null
      ? null
      : { charged: row.expected_charged, ...chargedDto(moneyOf(row.sums, (sum) => sum.expected)) },
  stopReason: row.stop_reason,
  waitsForPerson: row.stop_reason !== null && row.continued_by === null,
  startedAt: row.started_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});

/** `amount` is for programs that read one sum: the first of those that are never added up. */
export const chargedDto = (amounts: MoneyDto[]): { amount: MoneyDto; amounts: MoneyDto[] } => ({
  amount: amounts[0] ?? moneyText(0n, 'RUB'),
  amounts,
});
