import { Injectable } from '@nestjs/common';
import type { QuotaLimit, UsageCounter, UsagePrice, UsageStory } from '@rocket/billing';
import { Exact, dayOf, earlier, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { bulkInsert } from '../platform/bulk';

/* eslint-disable @typescript-eslint/no-explicit-any -- rows as the driver hands them over */

/** A subscription as the counting of its use sees it. */
export interface UsedSubscription {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly state: 'trial' | 'active' | 'suspended' | 'ended';
  readonly quantity: number;
  readonly startedOn: LocalDate;
  /** First day of the period in use; null in a trial and while suspended. */
  readonly periodStart: LocalDate | null;
  readonly paidTo: LocalDate;
  readonly periodCost: Minor;
  readonly suspendedOn: LocalDate | null;
  readonly limits: readonly QuotaLimit[];
  readonly usagePrices: readonly UsagePrice[];
  readonly story: UsageStory;
}

/** An event as it was recorded, with the answer it was given. */
export interface RecordedUsage {
  readonly id: string;
  readonly unit: string;
  readonly quantity: Exact;
  readonly at: Date;
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

/** How far back counters are read: what rolls over may come from so many windows. */
const LOOK_BACK = 400;

/** Counters, events and what metered prices add up to. Decides nothing. */
@Injectable()
export class UsageStore {
  /** The account of amoCRM that a product's seller serves; null when there is none. */
  async accountOf(tx: EntityManager, productCode: string, amocrmAccountId: number): Promise<string | null> {
    const [row] = await tx.query(
      `select a.id from product p join account a on a.seller_code = p.seller_code and a.amocrm_account_id = $2
        where p.code = $1
          -- The integration was removed from amoCRM: nothing is counted, so that nothing is charged (facts §0, 6).
          and not exists (select from installation i where i.account_id = a.id and i.state = 'removed')`,
      [productCode, amocrmAccountId],
    );
    return row?.id ?? null;
  }

  /** The subscription of a product that lives, else the one that ended last; null when there never was one. */
  async subscription(
    tx: EntityManager,
    accountId: string,
    productCode: string,
    timeZone: string,
  ): Promise<UsedSubscription | null> {
    const [row] = await tx.query(
      `select s.*, p.limits, p.usage_prices, d.name as product_name, t.started_at as trial_started_at
         from subscription s join price p on p.id = s.price_id join product d on d.code = s.product_code
         left join trial t on t.account_id = s.account_id and t.product_code = s.product_code
        where s.account_id = $1 and s.product_code = $2
        order by s.ended_no = 0 desc, s.ended_no desc limit 1`,
      [accountId, productCode],
    );
    if (!row) return null;
    const charged: { period_start: LocalDate; period_end: LocalDate }[] = await tx.query(
      `select distinct on (period_start) period_start, period_end from charge
        where account_id = $1 and subscription_id = $2 order by period_start desc, plan_no desc limit $3`,
      [accountId, row.id, LOOK_BACK],
    );
    return toSubscription(row, charged.reverse(), timeZone);
  }

  /** Products that live in an account, in the customer's order. */
  async liveProducts(tx: EntityManager, accountId: string): Promise<string[]> {
    const rows: any[] = await tx.query(
      'select product_code from subscription where account_id = $1 and ended_no = 0 order by rank, id',
      [accountId],
    );
    return rows.map((row) => row.product_code);
  }

  /** What was counted in windows that may matter to days from `since` on. */
  async counters(
    tx: EntityManager,
    subscription: UsedSubscription,
    since: LocalDate,
  ): Promise<UsageCounter[]> {
    const rollsOver = subscription.limits.some(({ rollOverCap }) => rollOverCap !== undefined);
    const rows: any[] = await tx.query(
      `select * from usage_counter
        where account_id = $1 and product_code = $2 and (window_end is null or window_end > $3 or $4)`,
      [subscription.accountId, subscription.productCode, since, rollsOver],
    );
    return rows.map(toCounter);
  }

  async writeCounters(
    tx: EntityManager,
    { accountId, productCode }: UsedSubscription,
    counters: readonly UsageCounter[],
  ): Promise<void> {
    const column = (name: string, type: string, value: (each: UsageCounter) => unknown) => ({
      name,
      type,
      values: counters.map(value),
    });
    await bulkInsert(
      tx,
      'usage_counter',
      [
        column('account_id', 'uuid', () => accountId),
        column('product_code', 'text', () => productCode),
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
      `on conflict (account_id, product_code, unit, window_key) do update set
         window_end = excluded.window_end, used = excluded.used, dropped = excluded.dropped,
         allowance = excluded.allowance, peak = excluded.peak, measured_at = excluded.measured_at,
         reached = excluded.reached`,
    );
  }

  /** Events that were recorded before, by id. */
  async recorded(
    tx: EntityManager,
    accountId: string,
    ids: readonly string[],
  ): Promise<Map<string, RecordedUsage>> {
    const rows: any[] = await tx.query(
      'select * from usage_event where account_id = $1 and id = any($2::uuid[])',
      [accountId, ids],
    );
    return new Map(rows.map((row) => [row.id as string, toRecorded(row)]));
  }

  async writeEvents(
    tx: EntityManager,
    { accountId, id, productCode }: UsedSubscription,
    events: readonly RecordedUsage[],
    now: Date,
  ): Promise<void> {
    const column = (name: string, type: string, value: (each: RecordedUsage) => unknown) => ({
      name,
      type,
      values: events.map(value),
    });
    await bulkInsert(tx, 'usage_event', [
      column('account_id', 'uuid', () => accountId),
      column('id', 'uuid', (each) => each.id),
      column('subscription_id', 'uuid', () => id),
      column('product_code', 'text', () => productCode),
      column('unit', 'text', ({ unit }) => unit),
      column('quantity', 'numeric', ({ quantity }) => quantity.toString()),
      column('at', 'timestamptz', ({ at }) => at),
      column('accepted', 'boolean', ({ accepted }) => accepted),
      column('used', 'numeric', ({ used }) => used.toString()),
      column('quota', 'numeric', ({ quota }) => quota?.toString() ?? null),
      column('recorded_at', 'timestamptz', () => now),
    ]);
  }

  /** Adds to what a period that is not posted yet has come to. */
  async accrue(
    tx: EntityManager,
    { accountId, id }: UsedSubscription,
    accruals: readonly Accrual[],
  ): Promise<void> {
    const column = (name: string, type: string, value: (each: Accrual) => unknown) => ({
      name,
      type,
      values: accruals.map(value),
    });
    await bulkInsert(
      tx,
      'usage_accrual',
      [
        column('account_id', 'uuid', () => accountId),
        column('subscription_id', 'uuid', () => id),
        column('unit', 'text', ({ unit }) => unit),
        column('period_start', 'date', ({ periodStart }) => periodStart),
        column('quantity', 'numeric', ({ quantity }) => quantity.toString()),
        column('amount', 'numeric', ({ amount }) => amount.toString()),
      ],
      `on conflict (account_id, subscription_id, unit, period_start) do update set
         quantity = usage_accrual.quantity + excluded.quantity, amount = usage_accrual.amount + excluded.amount`,
    );
  }

  async accruals(tx: EntityManager, { accountId, id }: UsedSubscription): Promise<Accrual[]> {
    const rows: any[] = await tx.query(
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
}

function toSubscription(
  row: any,
  charged: readonly { period_start: LocalDate; period_end: LocalDate }[],
  timeZone: string,
): UsedSubscription {
  // What the next period took over ends there; what is in use may have been prolonged by an outage.
  const paid = charged.map((each, index) => {
    const next = charged[index + 1];
    if (next) return { start: each.period_start, end: earlier(each.period_end, next.period_start) };
    return { start: each.period_start, end: row.state === 'active' ? row.paid_to : each.period_end };
  });
  const trialStart: LocalDate | null = row.trial_ends_at
    ? dayOf(row.trial_started_at ?? row.started_at, timeZone)
    : null;
  const trialEnd: LocalDate = paid[0]?.start ?? row.paid_to;
  return {
    id: row.id,
    accountId: row.account_id,
    productCode: row.product_code,
    productName: row.product_name,
    state: row.state,
    quantity: row.quantity,
    startedOn: trialStart ?? dayOf(row.started_at, timeZone),
    periodStart: row.period_start,
    paidTo: row.paid_to,
    periodCost: BigInt(row.period_cost),
    suspendedOn: row.suspended_on,
    limits: row.limits ?? [],
    usagePrices: (row.usage_prices ?? []).map((each: any) => ({
      unit: each.unit,
      unitPrice: each.unitPrice.amount,
    })),
    story: {
      subscriptionId: row.id,
      trial: trialStart && trialStart < trialEnd ? { start: trialStart, end: trialEnd } : null,
      paid: paid.filter(({ start, end }) => start < end),
    },
  };
}

const toCounter = (row: any): UsageCounter => ({
  unit: row.unit,
  window: { key: row.window_key, start: row.window_start, end: row.window_end },
  used: new Exact(row.used),
  dropped: new Exact(row.dropped),
  allowance: new Exact(row.allowance),
  peak: new Exact(row.peak),
  reached: row.reached,
  measuredAt: row.measured_at,
});

const toRecorded = (row: any): RecordedUsage => ({
  id: row.id,
  unit: row.unit,
  quantity: new Exact(row.quantity),
  at: row.at,
  accepted: row.accepted,
  used: new Exact(row.used),
  quota: row.quota === null ? null : new Exact(row.quota),
});
