import { Injectable } from '@nestjs/common';
import { costOf } from '@rocket/billing';
import { trialEndsOn } from '@rocket/catalog';
import type { SubscriptionDto, SubscriptionState } from '@rocket/contracts';
import {
  addDays,
  moneyText,
  printUnitPrice,
  type Currency,
  type LocalDate,
  type Minor,
} from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';

/* eslint-disable @typescript-eslint/no-explicit-any -- rows as the driver hands them over */

/** A subscription as its use cases see it. */
export interface SubscriptionRecord {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  readonly state: SubscriptionState;
  readonly quantity: number;
  readonly period: string;
  readonly periodStart: LocalDate | null;
  readonly paidTo: LocalDate;
  readonly periodCost: Minor;
  /** What the period in use was paid with, less reversals and credits. */
  readonly periodPaid: Minor;
  readonly autoRenew: boolean;
  readonly rank: number;
  readonly credit: Minor;
  readonly planNo: number;
}

export interface NewSubscription {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  readonly state: SubscriptionState;
  readonly quantity: number;
  readonly priceId: string;
  readonly pinnedOn: LocalDate;
  readonly period: string;
  readonly anchor: LocalDate;
  readonly paidTo: LocalDate;
  readonly trialEndsAt: Date | null;
  readonly autoRenew: boolean;
  readonly rank: number;
  readonly startedAt: Date;
}

@Injectable()
export class SubscriptionStore {
  /** The account a subscription belongs to, before anything is locked. @throws ApiError `not_found` */
  async accountOf(tx: EntityManager, id: string): Promise<string> {
    const [row] = await tx.query('select account_id from subscription where id = $1', [id]);
    if (!row) throw notFound('Такого подключения нет');
    return row.account_id;
  }

  async read(tx: EntityManager, accountId: string, id: string): Promise<SubscriptionRecord> {
    const [row] = await tx.query('select * from subscription where account_id = $1 and id = $2', [
      accountId,
      id,
    ]);
    if (!row) throw notFound('Такого подключения нет');
    return {
      id: row.id,
      accountId: row.account_id,
      productCode: row.product_code,
      state: row.state,
      quantity: row.quantity,
      period: row.period,
      periodStart: row.period_start,
      paidTo: row.paid_to,
      periodCost: BigInt(row.period_cost),
      periodPaid: BigInt(row.period_paid),
      autoRenew: row.auto_renew,
      rank: row.rank,
      credit: BigInt(row.credit),
      planNo: row.plan_no,
    };
  }

  async findLive(tx: EntityManager, accountId: string, productCode: string): Promise<{ id: string } | null> {
    const [row] = await tx.query(
      'select id from subscription where account_id = $1 and product_code = $2 and ended_no = 0',
      [accountId, productCode],
    );
    return row ?? null;
  }

  async nextRank(tx: EntityManager, accountId: string): Promise<number> {
    const [row] = await tx.query(
      'select coalesce(max(rank), 0) + 1 as rank from subscription where account_id = $1 and ended_no = 0',
      [accountId],
    );
    return row.rank;
  }

  async insert(tx: EntityManager, subscription: NewSubscription): Promise<void> {
    await tx.query(
      `insert into subscription (account_id, id, product_code, state, quantity, price_id, pinned_on, period, anchor, paid_to,
         trial_ends_at, auto_renew, rank, started_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        subscription.accountId,
        subscription.id,
        subscription.productCode,
        subscription.state,
        subscription.quantity,
        subscription.priceId,
        subscription.pinnedOn,
        subscription.period,
        subscription.anchor,
        subscription.paidTo,
        subscription.trialEndsAt,
        subscription.autoRenew,
        subscription.rank,
        subscription.startedAt,
      ],
    );
  }

  /** Sets the named columns of one subscription. Column names come from code, never from a request. */
  async set(
    tx: EntityManager,
    accountId: string,
    id: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const names = Object.keys(values);
    const assignments = names.map((name, index) => `${name} = $${index + 3}`).join(', ');
    await tx.query(`update subscription set ${assignments} where account_id = $1 and id = $2`, [
      accountId,
      id,
      ...Object.values(values),
    ]);
  }

  /** A charge of the period in use was reversed: there is less to give back. */
  async unpay(
    tx: EntityManager,
    accountId: string,
    id: string,
    periodStart: LocalDate,
    amount: Minor,
  ): Promise<void> {
    await tx.query(
      `update subscription set period_paid = greatest(0, period_paid - $4)
        where account_id = $1 and id = $2 and period_start <= $3`,
      [accountId, id, periodStart, amount.toString()],
    );
  }

  /** Live subscriptions keep the ranks 1…n: puts one at `rank` and renumbers the others. */
  async move(tx: EntityManager, accountId: string, id: string, rank: number): Promise<void> {
    const rows: { id: string }[] = await tx.query(
      'select id from subscription where account_id = $1 and ended_no = 0 order by rank, id',
      [accountId],
    );
    const others = rows.map((row) => row.id).filter((other) => other !== id);
    others.splice(Math.min(rank, others.length + 1) - 1, 0, id);
    await tx.query(
      `update subscription s set rank = x.rank from unnest($2::uuid[], $3::integer[]) as x(id, rank)
        where s.account_id = $1 and s.id = x.id`,
      [accountId, others, others.map((_, index) => index + 1)],
    );
  }

  /** Closes the gap an ended subscription leaves in the ranks 1…n. */
  async renumber(tx: EntityManager, accountId: string): Promise<void> {
    await tx.query(
      `update subscription s set rank = x.rank
         from (select id, row_number() over (order by rank, id) as rank from subscription
                where account_id = $1 and ended_no = 0) x
        where s.account_id = $1 and s.id = x.id and s.rank <> x.rank`,
      [accountId],
    );
  }

  async end(tx: EntityManager, accountId: string, id: string, on: LocalDate): Promise<void> {
    await tx.query(
      `update subscription s set state = 'ended', ended_on = $3, ended_no = 1 + (
         select coalesce(max(o.ended_no), 0) from subscription o
          where o.account_id = s.account_id and o.product_code = s.product_code)
        where s.account_id = $1 and s.id = $2`,
      [accountId, id, on],
    );
  }

  /** What the API shows, in the customer's order; ended ones last. */
  async views(
    tx: EntityManager,
    accountId: string,
    filter: { state?: SubscriptionState; id?: string } = {},
  ): Promise<SubscriptionDto[]> {
    const rows: any[] = await tx.query(
      `select s.*, p.unit_price, p.tiers, d.name as product_name, l.currency, l.time_zone, t.started_at as trial_started_at,
              (select coalesce(jsonb_agg(jsonb_build_object('id', c.price_id, 'unitPrice', np.unit_price::text,
                        'period', c.period, 'effectiveOn', c.effective_on) order by c.effective_on, c.announced_at), '[]')
                 from price_change c join price np on np.id = c.price_id
                where c.product_code = s.product_code and c.period = s.period and c.effective_on > s.pinned_on) as changes
         from subscription s
         join price p on p.id = s.price_id
         join product d on d.code = s.product_code
         join seller l on l.code = d.seller_code
         left join trial t on t.account_id = s.account_id and t.product_code = s.product_code
        where s.account_id = $1 and ($2::text is null or s.state = $2) and ($3::uuid is null or s.id = $3)
        order by s.ended_no, s.rank, s.started_at desc`,
      [accountId, filter.state ?? null, filter.id ?? null],
    );
    return rows.map(toDto);
  }
}

function toDto(row: any): SubscriptionDto {
  const currency: Currency = row.currency;
  const cost = costOf({ priceId: row.price_id, unitPrice: row.unit_price, tiers: row.tiers }, row.quantity);
  const trial = row.trial_ends_at ? { startedAt: row.started_at, endsAt: row.trial_ends_at } : null;
  const neverPaid =
    row.state === 'trial' ||
    (trial !== null && row.paid_to === addDays(trialEndsOn(trial, row.time_zone), 1));
  return {
    id: row.id,
    productCode: row.product_code,
    productName: row.product_name,
    state: row.state,
    quantity: row.quantity,
    unitPrice: { amount: printUnitPrice(row.unit_price), currency },
    cost: moneyText(cost, currency),
    period: row.period,
    trialEndsOn: trial ? trialEndsOn(trial, row.time_zone) : null,
    paidUntil: neverPaid ? null : addDays(row.paid_to, -1),
    autoRenew: row.auto_renew,
    rank: row.rank,
    credit: moneyText(BigInt(row.credit), currency),
    nextPrice: nextPriceOf(row, currency),
  };
}

/** The announced change that takes effect next: at the coming boundary, else the earliest after it. */
function nextPriceOf(row: any, currency: Currency): SubscriptionDto['nextPrice'] {
  const changes: any[] = row.changes;
  const atBoundary = changes.filter((change) => change.effectiveOn <= row.paid_to).at(-1);
  const next =
    atBoundary && atBoundary.id !== row.price_id
      ? atBoundary
      : changes.find((change) => change.effectiveOn > row.paid_to);
  if (!next || row.state === 'ended') return null;
  return {
    unitPrice: { amount: printUnitPrice(next.unitPrice), currency },
    period: next.period,
    effectiveOn: next.effectiveOn,
  };
}
