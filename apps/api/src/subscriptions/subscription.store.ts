import { Injectable } from '@nestjs/common';
import type { Language, SubscriptionDto, SubscriptionState } from '@rocket/contracts';
import type { LocalDate, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { endOfContract } from '../leaving/termination.rows';
import { notFound } from '../platform/api-error';
import { PRICE_COLUMNS, type PriceRow } from '../storefront/price.rows';
import { PriceChangeStore } from './price-change.store';
import { subscriptionView, type SubscriptionColumns, type ViewedRow } from './subscription.rows';
import { toSubscription } from './snapshot.rows';
import { SEATS_TOLD, SnapshotStore, pricedOf } from './snapshot.store';

/** A subscription as its use cases see it. */
export interface SubscriptionRecord {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  /** Null: the product is used once in an account. */
  readonly projectId: string | null;
  readonly state: SubscriptionState;
  readonly quantity: number;
  readonly priceId: string;
  readonly pinnedOn: LocalDate;
  readonly anchor: LocalDate;
  readonly period: string;
  readonly periodStart: LocalDate | null;
  readonly paidTo: LocalDate;
  readonly periodCost: Minor;
  readonly autoRenew: boolean;
  readonly rank: number;
  readonly credit: Minor;
  readonly planNo: number;
  /** Units that are free in the period in use (rule 8); null in an ordinary period. */
  readonly freeQuantity: number | null;
  readonly followsSeats: boolean;
  /** The tariff of the price it is on; null: the product has one without a name. */
  readonly tariff: string | null;
  /** 0: not a package. */
  readonly packageNo: number;
}

export interface NewSubscription {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  readonly projectId: string | null;
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
  /** 0: not a package. */
  readonly packageNo: number;
}

@Injectable()
export class SubscriptionStore {
  constructor(
    private readonly priceChanges: PriceChangeStore,
    private readonly snapshots: SnapshotStore,
  ) {}

  /** The account a subscription belongs to, before anything is locked. @throws ApiError `not_found` */
  async accountOf(tx: EntityManager, id: string): Promise<string> {
    const [row]: { account_id: string }[] = await tx.query(
      'select account_id from subscription where id = $1',
      [id],
    );
    if (!row) throw notFound('Такого подключения нет');
    return row.account_id;
  }

  async read(tx: EntityManager, accountId: string, id: string): Promise<SubscriptionRecord> {
    const [row]: (SubscriptionColumns & Pick<PriceRow, 'tariff'>)[] = await tx.query(
      `select s.*, p.tariff from subscription s join price p on p.id = s.price_id where s.account_id = $1 and s.id = $2`,
      [accountId, id],
    );
    if (!row) throw notFound('Такого подключения нет');
    return {
      id: row.id,
      accountId: row.account_id,
      productCode: row.product_code,
      projectId: row.project_id,
      state: row.state,
      quantity: row.quantity,
      priceId: row.price_id,
      pinnedOn: row.pinned_on,
      anchor: row.anchor,
      period: row.period,
      periodStart: row.period_start,
      paidTo: row.paid_to,
      periodCost: BigInt(row.period_cost),
      autoRenew: row.auto_renew,
      rank: row.rank,
      credit: BigInt(row.credit),
      planNo: row.plan_no,
      freeQuantity: row.free_quantity,
      followsSeats: row.follows_seats,
      tariff: row.tariff,
      packageNo: row.package_no,
    };
  }

  /** What lives of a product, or of one project: one subscription, or packages, of which the last bought. */
  async findLive(
    tx: EntityManager,
    accountId: string,
    productCode: string,
    projectId: string | null = null,
  ): Promise<{ id: string; packageNo: number } | null> {
    const [row]: { id: string; packageNo: number }[] = await tx.query(
      `select id, package_no as "packageNo" from subscription
        where account_id = $1 and product_code = $2 and project_id is not distinct from $3::uuid and ended_no = 0
        order by package_no desc limit 1`,
      [accountId, productCode, projectId],
    );
    return row ?? null;
  }

  /** Ids of what lives in a project. */
  async liveOfProject(tx: EntityManager, accountId: string, projectId: string): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      'select id from subscription where account_id = $1 and project_id = $2 and ended_no = 0 order by rank, id',
      [accountId, projectId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * What an account uses free of charge of a product already, by the names of its projects, or of the product; without the
   * subscription that is asked about.
   */
  async freeOnes(
    tx: EntityManager,
    accountId: string,
    productCode: string,
    without: string | null,
  ): Promise<string[]> {
    const rows: { name: string }[] = await tx.query(
      `select coalesce(j.name, d.name) as name from subscription s
         join price p on p.id = s.price_id and p.unit_price = 0 and p.tiers is null
         join product d on d.code = s.product_code
         left join project j on j.account_id = s.account_id and j.id = s.project_id
        where s.account_id = $1 and s.product_code = $2 and s.ended_no = 0 and s.id is distinct from $3::uuid
        order by s.rank, s.id`,
      [accountId, productCode, without],
    );
    return rows.map(({ name }) => name);
  }

  /** Packages of a product, or of one project, are numbered from 1, ended ones too. */
  async nextPackageNo(
    tx: EntityManager,
    accountId: string,
    productCode: string,
    projectId: string | null,
  ): Promise<number> {
    const [row]: [{ no: number }] = await tx.query(
      `select coalesce(max(package_no), 0) + 1 as no from subscription
        where account_id = $1 and product_code = $2 and project_id is not distinct from $3::uuid`,
      [accountId, productCode, projectId],
    );
    return row.no;
  }

  /**
   * The exclusive end of what was paid for the product, or for one project, by connections that have ended, and by packages that live; null: nothing
   * was. What went over to another account is not this one's any more.
   */
  async paidBefore(
    tx: EntityManager,
    accountId: string,
    productCode: string,
    projectId: string | null,
  ): Promise<LocalDate | null> {
    const [row]: [{ paid_to: LocalDate | null }] = await tx.query(
      `select max(paid_to) as paid_to from subscription
        where account_id = $1 and product_code = $2 and project_id is not distinct from $3::uuid
          and (ended_no > 0 or package_no > 0) and period_start is not null
          and ended_because is distinct from 'transferred'`,
      [accountId, productCode, projectId],
    );
    return row.paid_to;
  }

  /** Whether the product was ever connected, ended ones count too. */
  async wasConnected(tx: EntityManager, accountId: string, productCode: string): Promise<boolean> {
    const [row]: unknown[] = await tx.query(
      'select 1 from subscription where account_id = $1 and product_code = $2 limit 1',
      [accountId, productCode],
    );
    return row !== undefined;
  }

  async nextRank(tx: EntityManager, accountId: string): Promise<number> {
    const [row]: [{ rank: number }] = await tx.query(
      'select coalesce(max(rank), 0) + 1 as rank from subscription where account_id = $1 and ended_no = 0',
      [accountId],
    );
    return row.rank;
  }

  async insert(tx: EntityManager, subscription: NewSubscription): Promise<void> {
    await tx.query(
      `insert into subscription (account_id, id, product_code, state, quantity, price_id, pinned_on, period, anchor, paid_to,
         trial_ends_at, auto_renew, rank, started_at, chosen_at, package_no, project_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16)`,
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
        subscription.packageNo,
        subscription.projectId,
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

  /** Live subscriptions keep the ranks 1…n: puts one at `rank` and renumbers the others. */
  async move(tx: EntityManager, accountId: string, id: string, rank: number): Promise<void> {
    const others = (await this.order(tx, accountId)).filter((other) => other !== id);
    others.splice(Math.min(rank, others.length + 1) - 1, 0, id);
    await this.setOrder(tx, accountId, others);
  }

  /** Ids of what lives, in the customer's order of importance. */
  async order(tx: EntityManager, accountId: string): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      'select id from subscription where account_id = $1 and ended_no = 0 order by rank, id',
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  /** Gives the ranks 1…n in the order of the ids, which are all that live. */
  async setOrder(tx: EntityManager, accountId: string, ids: readonly string[]): Promise<void> {
    await tx.query(
      `update subscription s set rank = x.rank from unnest($2::uuid[], $3::integer[]) as x(id, rank)
        where s.account_id = $1 and s.id = x.id and s.rank <> x.rank`,
      [accountId, ids, ids.map((_, index) => index + 1)],
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

  /** Ends the use of a product by the hand of its customer or of staff, or as it goes over to another account. */
  async end(
    tx: EntityManager,
    accountId: string,
    id: string,
    on: LocalDate,
    because: 'by_hand' | 'transferred',
  ): Promise<void> {
    await tx.query(
      `update subscription s set state = 'ended', ended_because = $4, ended_on = $3, ended_no = 1 + (
         select coalesce(max(o.ended_no), 0) from subscription o
          where o.account_id = s.account_id and o.product_code = s.product_code
            and o.project_id is not distinct from s.project_id)
        where s.account_id = $1 and s.id = $2`,
      [accountId, id, on, because],
    );
  }

  /** What the API shows, in the customer's order; ended ones last. */
  async views(
    tx: EntityManager,
    accountId: string,
    filter: { state?: SubscriptionState; id?: string; language?: Language } = {},
  ): Promise<SubscriptionDto[]> {
    const rows: ViewedRow[] = await tx.query(
      `select s.*, ${PRICE_COLUMNS}, ${SEATS_TOLD}, case when $4 = 'en' then coalesce(d.name_en, d.name) else d.name end as product_name,
              j.name as project_name, d.tariffs, d.quantity_follows, l.currency, l.time_zone, l.code as seller_code,
              (select m.name from access_grant g join promotion m on m.id = g.promotion_id
                where g.account_id = s.account_id and g.subscription_id = s.id and g.begun_on = s.period_start) as promotion,
              t.started_at as trial_started_at, a.state as account_state, a.is_technical, ${endOfContract('a.id')} as contract_ends_on,
              (o.terms -> 'priceChangeNotice' ->> 'days')::int as notice_days,
              (o.terms ->> 'autoRenewal')::boolean as auto_renewal
         from subscription s
         join price p on p.id = s.price_id
         join product d on d.code = s.product_code
         join account a on a.id = s.account_id
         join seller l on l.code = a.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         left join trial t on t.account_id = s.account_id and t.product_code = s.product_code
         left join project j on j.account_id = s.account_id and j.id = s.project_id
        where s.account_id = $1 and ($2::text is null or s.state = $2) and ($3::uuid is null or s.id = $3)
        order by s.ended_no, s.rank, s.started_at desc`,
      [accountId, filter.state ?? null, filter.id ?? null, filter.language ?? 'ru'],
    );
    const [first] = rows;
    if (!first) return [];
    const live = rows.filter((row) => row.ended_no === 0);
    const priced = live.map((row) => pricedOf(row, row));
    const [announced, outages, freeTerms] = await Promise.all([
      this.priceChanges.announcedTo(tx, priced),
      this.snapshots.outagesOf(tx, first.seller_code),
      this.snapshots.freeTerms(tx, [accountId]),
    ]);
    const account = {
      terminated: first.account_state === 'terminated',
      neverBilled: first.is_technical,
      contractEndsOn: first.contract_ends_on,
      outages,
    };
    return rows.map((row) =>
      subscriptionView(
        row,
        filter.language ?? 'ru',
        toSubscription(row, row, announced.get(row.id), freeTerms),
        account,
        freeTerms,
      ),
    );
  }
}
