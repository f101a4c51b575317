import { Injectable } from '@nestjs/common';
import type { UsageCounter, UsageEvent } from '@rocket/billing';
import { Exact, type LocalDate } from '@rocket/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { bulkInsert } from '../platform/bulk';
import type { AccrualRow } from '../subscriptions/snapshot.rows';
import { placeOf, type UsedSubscription, type UsingAccount } from './used-subscription.store';

/** An event as it was recorded, with the answer it was given. */
export interface RecordedUsage {
  readonly id: string;
  readonly unit: string;
  readonly quantity: Exact;
  readonly at: Date;
  readonly change: UsageEvent['change'] | null;
  readonly projectId: string | null;
  readonly accepted: boolean;
  readonly used: Exact;
  readonly quota: Exact | null;
}

export interface Accrual {
  readonly unit: string;
  readonly periodStart: LocalDate;
  readonly quantity: Exact;
  /** In major units, exact. */
  readonly amount: Exact;
}

interface UsingRow {
  readonly id: string;
  readonly amocrm_account_id: string;
  readonly has_projects: boolean;
  /** Null: the offer names no limit. */
  readonly requests_per_second: number | null;
}

interface CounterRow {
  readonly account_id: string;
  readonly product_code: string;
  readonly place_id: string;
  readonly unit: string;
  readonly window_key: string;
  readonly window_start: LocalDate;
  readonly window_end: LocalDate | null;
  readonly used: string;
  readonly dropped: string;
  readonly allowance: string;
  readonly peak: string;
  readonly measured_at: Date | null;
  readonly reached: number;
}

interface EventRow {
  readonly account_id: string;
  readonly id: string;
  readonly subscription_id: string;
  readonly product_code: string;
  readonly unit: string;
  readonly quantity: string;
  readonly at: Date;
  readonly change: RecordedUsage['change'];
  readonly accepted: boolean;
  readonly used: string;
  readonly quota: string | null;
  readonly recorded_at: Date;
  /** Of the subscription. */
  readonly project_id: string | null;
}

/** Rows to be written, each with the subscription it belongs to. */
export interface Of<T> {
  readonly of: Pick<UsedSubscription, 'accountId' | 'id' | 'productCode' | 'projectId'>;
  readonly row: T;
}

const columnsOf =
  <T>(rows: readonly Of<T>[]) =>
  (name: string, type: string, value: (row: T, of: Of<T>['of']) => unknown) => ({
    name,
    type,
    values: rows.map(({ row, of }) => value(row, of)),
  });

/** Counters, events and what metered prices add up to, of many accounts at once. Decides nothing. */
@Injectable()
export class UsageStore {
  /** Accounts of amoCRM that a product's seller serves, by their numbers there. */
  async accountsOf(
    tx: EntityManager,
    productCode: string,
    amocrmAccountIds: readonly number[],
  ): Promise<Map<number, { id: string; hasProjects: boolean; requestsPerSecond: number | null }>> {
    const rows: UsingRow[] = await tx.query(
      `select a.id, a.amocrm_account_id, p.instances = 'projects' as has_projects,
              (o.terms ->> 'apiRateLimitPerSecond')::int as requests_per_second from product p
         join account a on a.seller_code = p.seller_code and a.amocrm_account_id = any($2::bigint[])
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
        where p.code = $1
          -- The integration was removed from amoCRM: nothing is counted, so that nothing is charged (facts §0, 6).
          and not exists (select from installation i where i.account_id = a.id and i.state = 'removed')`,
      [productCode, amocrmAccountIds],
    );
    return new Map(
      rows.map((row) => [
        Number(row.amocrm_account_id),
        { id: row.id, hasProjects: row.has_projects, requestsPerSecond: row.requests_per_second },
      ]),
    );
  }

  /** What was counted in windows that may matter to days from `since` on; of accounts that roll over, in all of them. By `placeOf`. */
  async counters(
    tx: EntityManager,
    accounts: readonly (Pick<UsingAccount, 'id' | 'projectId'> & { readonly rollsOver: boolean })[],
    productCode: string,
    since: LocalDate,
  ): Promise<Map<string, UsageCounter[]>> {
    const rows: CounterRow[] = await tx.query(
      `select c.* from unnest($1::uuid[], $2::boolean[], $5::uuid[]) as a(id, rolls_over, project_id)
         join usage_counter c on c.account_id = a.id and c.product_code = $3
          and c.place_id = coalesce(a.project_id, a.id)
          and (c.window_end is null or c.window_end > $4 or a.rolls_over)`,
      [
        accounts.map(({ id }) => id),
        accounts.map(({ rollsOver }) => rollsOver),
        productCode,
        since,
        accounts.map(({ projectId }) => projectId),
      ],
    );
    const found = new Map<string, UsageCounter[]>(accounts.map((each) => [placeOf(each), []]));
    for (const row of rows) found.get(row.place_id)!.push(toCounter(row));
    return found;
  }

  async writeCounters(tx: EntityManager, counters: readonly Of<UsageCounter>[]): Promise<void> {
    const column = columnsOf(counters);
    await bulkInsert(
      tx,
      'usage_counter',
      [
        column('account_id', 'uuid', (_, { accountId }) => accountId),
        column('product_code', 'text', (_, { productCode }) => productCode),
        column('place_id', 'uuid', (_, { accountId, projectId }) => placeOf({ id: accountId, projectId })),
        column('unit', 'text', ({ unit }) => unit),
        column('window_key', 'text', ({ window }) => window.key),
        column('window_start', 'date', ({ window }) => window.start),
        column('window_end', 'date', ({ window }) => window.end),
        column('used', 'numeric', ({ used }) => used.toString()),
        column('dropped', 'numeric', ({ dropped }) => dropped.toString()),
        column('allowance', 'numeric', ({ allowance }) => allowance.toString()),
        column('peak', 'numeric', ({ peak }) => peak.toString()),
        column('measured_at', 'timestamptz', ({ measuredAt }) => measuredAt),
        column('reached', 'smallint', ({ reached }) => reached),
      ],
      `on conflict (account_id, product_code, place_id, unit, window_key) do update set
         window_end = excluded.window_end, used = excluded.used, dropped = excluded.dropped,
         allowance = excluded.allowance, peak = excluded.peak, measured_at = excluded.measured_at,
         reached = excluded.reached`,
    );
  }

  /** Events that were recorded before: by account, then by id. */
  async recorded(
    tx: EntityManager,
    sent: readonly { readonly accountId: string; readonly id: string }[],
  ): Promise<Map<string, Map<string, RecordedUsage>>> {
    const rows: EventRow[] = await tx.query(
      `select u.*, s.project_id from unnest($1::uuid[], $2::uuid[]) as x(account_id, id)
         join usage_event u on u.account_id = x.account_id and u.id = x.id
         join subscription s on s.account_id = u.account_id and s.id = u.subscription_id`,
      [sent.map(({ accountId }) => accountId), sent.map(({ id }) => id)],
    );
    const found = new Map<string, Map<string, RecordedUsage>>();
    for (const { accountId } of sent) if (!found.has(accountId)) found.set(accountId, new Map());
    for (const row of rows) found.get(row.account_id)!.set(row.id, toRecorded(row));
    return found;
  }

  async writeEvents(tx: EntityManager, events: readonly Of<RecordedUsage>[], now: Date): Promise<void> {
    const column = columnsOf(events);
    await bulkInsert(tx, 'usage_event', [
      column('account_id', 'uuid', (_, { accountId }) => accountId),
      column('id', 'uuid', (each) => each.id),
      column('subscription_id', 'uuid', (_, { id }) => id),
      column('product_code', 'text', (_, { productCode }) => productCode),
      column('unit', 'text', ({ unit }) => unit),
      column('quantity', 'numeric', ({ quantity }) => quantity.toString()),
      column('at', 'timestamptz', ({ at }) => at),
      column('change', 'text', ({ change }) => change),
      column('accepted', 'boolean', ({ accepted }) => accepted),
      column('used', 'numeric', ({ used }) => used.toString()),
      column('quota', 'numeric', ({ quota }) => quota?.toString() ?? null),
      column('recorded_at', 'timestamptz', () => now),
    ]);
  }

  /** Adds to what a period that is not posted yet has come to. A statement may touch a row once: they come summed. */
  async accrue(tx: EntityManager, accruals: readonly Of<Accrual>[]): Promise<void> {
    const column = columnsOf(accruals);
    await bulkInsert(
      tx,
      'usage_accrual',
      [
        column('account_id', 'uuid', (_, { accountId }) => accountId),
        column('subscription_id', 'uuid', (_, { id }) => id),
        column('unit', 'text', ({ unit }) => unit),
        column('period_start', 'date', ({ periodStart }) => periodStart),
        column('quantity', 'numeric', ({ quantity }) => quantity.toString()),
        column('amount', 'numeric', ({ amount }) => amount.toString()),
      ],
      `on conflict (account_id, subscription_id, unit, period_start) do update set
         quantity = usage_accrual.quantity + excluded.quantity, amount = usage_accrual.amount + excluded.amount`,
    );
  }

  async accruals(
    tx: EntityManager,
    { accountId, id }: Pick<UsedSubscription, 'accountId' | 'id'>,
  ): Promise<Accrual[]> {
    const rows: AccrualRow[] = await tx.query(
      'select * from usage_accrual where account_id = $1 and subscription_id = $2 order by unit, period_start',
      [accountId, id],
    );
    return rows.map((row) => ({
      unit: row.unit,
      periodStart: row.period_start,
      quantity: new Exact(row.quantity),
      amount: new Exact(row.amount),
    }));
  }

  /**
   * Forgets events recorded before `before`, `most` at a time, but those of a period that is still in use: a refund may ask
   * whether it was used. @returns how many were forgotten
   */
  async forget(db: DataSource, before: Date, most: number): Promise<number> {
    return db.transaction(async (tx) => {
      await tx.query(`set local rocket.forgets = 'usage_event'`);
      const [, forgotten]: [unknown, number] = await tx.query(
        `delete from usage_event where ctid = any(array(
           select u.ctid from usage_event u
            where u.recorded_at < $1
              and not exists (select from subscription s where s.account_id = u.account_id and s.id = u.subscription_id
                                 and s.period_start is not null and u.at >= s.period_start - interval '2 days')
            limit $2))`,
        [before, most],
      );
      return forgotten;
    });
  }
}

const toCounter = (row: CounterRow): UsageCounter => ({
  unit: row.unit,
  window: { key: row.window_key, start: row.window_start, end: row.window_end },
  used: new Exact(row.used),
  dropped: new Exact(row.dropped),
  allowance: new Exact(row.allowance),
  peak: new Exact(row.peak),
  reached: row.reached,
  measuredAt: row.measured_at,
});

const toRecorded = (row: EventRow): RecordedUsage => ({
  id: row.id,
  unit: row.unit,
  quantity: new Exact(row.quantity),
  at: row.at,
  change: row.change,
  projectId: row.project_id,
  accepted: row.accepted,
  used: new Exact(row.used),
  quota: row.quota === null ? null : new Exact(row.quota),
});
