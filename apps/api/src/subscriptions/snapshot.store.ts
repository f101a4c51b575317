import { Injectable } from '@nestjs/common';
import type { AccountSnapshot, OutageDays, UsageAccrual } from '@rocket/billing';
import { counted } from '@rocket/catalog';
import type { Currency } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { endOfContract } from '../leaving/termination.rows';
import { arrayParameter } from '../platform/array-parameter';
import { PRICE_COLUMNS } from '../storefront/price.rows';
import { PriceChangeStore, type PricedSubscription } from './price-change.store';
import {
  toAccrual,
  toGrant,
  toSubscription,
  type AccrualRow,
  type FreeTermRow,
  type GrantRestRow,
  type LivingRow,
  type OutageRow,
  type PlannedAccountRow,
} from './snapshot.rows';

/** An account as the planner sees it, with what only the writer of a plan needs. */
export interface LockedSnapshot {
  readonly snapshot: AccountSnapshot;
  readonly lastSeq: number;
  readonly state: 'active' | 'suspended' | 'frozen' | 'erased' | 'terminated';
  readonly currency: Currency;
  /** Numbers of the plans the subscriptions are on, and when each began to be suspended. */
  readonly planNo: ReadonlyMap<string, number>;
  /** What the projects of subscriptions are called, of those that belong to one. */
  readonly projects: ReadonlyMap<string, string>;
}

@Injectable()
export class SnapshotStore {
  constructor(private readonly priceChanges: PriceChangeStore) {}

  /** Reads accounts in bulk, in the order of `ids`. The caller holds their locks when it means to write. */
  async read(tx: EntityManager, ids: readonly string[]): Promise<LockedSnapshot[]> {
    // What waits for no other answer is asked together: it goes out in one piece.
    const [accounts, grants, subscriptions, freeTerms, usage] = await Promise.all([
      this.accounts(tx, ids),
      this.grants(tx, ids),
      this.subscriptions(tx, ids),
      this.freeTerms(tx, ids),
      this.usage(tx, ids),
    ]);
    const grantsOf = groupBy(grants, (row) => row.account_id);
    const freeTermsOf = groupBy(freeTerms, (row) => row.account_id);
    const subscriptionsOf = groupBy(subscriptions, (row) => row.account_id);
    const byId = new Map(accounts.map((row) => [row.id, row]));
    const priced = accounts.flatMap((row) =>
      (subscriptionsOf.get(row.id) ?? []).map((each) => pricedOf(each, row)),
    );
    const [outages, announced] = await Promise.all([
      this.outages(tx, [...new Set(accounts.map((row) => row.seller_code))]),
      this.priceChanges.announcedTo(tx, priced),
    ]);
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (!row) return [];
      const mine = subscriptionsOf.get(id) ?? [];
      return [
        {
          snapshot: {
            accountId: id,
            timeZone: row.time_zone,
            burnDown: row.burn_down,
            starts: {
              startOfPeriod: row.start_of_period,
              grantDelay: counted({ calendar: row.calendar ?? undefined }, row.grant_delay),
            },
            money: BigInt(row.money),
            grants: (grantsOf.get(id) ?? []).map(toGrant),
            subscriptions: mine.map((each) =>
              toSubscription(each, row, announced.get(each.id), freeTermsOf.get(id), usage.get(each.id)),
            ),
            outages: outages.get(row.seller_code) ?? [],
            heldByStaff: row.is_held,
            terminated: row.state === 'terminated',
            contractEndsOn: row.contract_ends_on,
            neverBilled: row.is_technical,
          },
          lastSeq: row.last_seq,
          state: row.state,
          currency: row.currency,
          planNo: new Map(mine.map((each) => [each.id, each.plan_no])),
          projects: new Map(
            mine.flatMap((each) =>
              each.project_name === null ? [] : [[each.id, each.project_name] as const],
            ),
          ),
        },
      ];
    });
  }

  /** The same, without the accounts whose rows cannot be read: for forecasts, where one may not silence the others. */
  async readSound(tx: EntityManager, ids: readonly string[]): Promise<LockedSnapshot[]> {
    try {
      return await this.read(tx, ids);
    } catch {
      const alone = await Promise.allSettled(ids.map((id) => this.readOne(tx, id)));
      return alone.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    }
  }

  async outagesOf(tx: EntityManager, sellerCode: string): Promise<OutageDays[]> {
    return (await this.outages(tx, [sellerCode])).get(sellerCode) ?? [];
  }

  /** @throws Error when the account does not exist: the caller has locked it */
  async readOne(tx: EntityManager, id: string): Promise<LockedSnapshot> {
    const [one] = await this.read(tx, [id]);
    if (!one) throw new Error(`No account ${id}`);
    return one;
  }

  /** The terms of an offer are a large document: they are opened once for all who accepted the same version. */
  private accounts(tx: EntityManager, ids: readonly string[]): Promise<PlannedAccountRow[]> {
    return tx.query(
      `with held as materialized (
         select id, money, last_seq, state, held_ground is not null as is_held, is_technical, seller_code, offer_version
           from account where id = any($1::uuid[])
       ), offer as materialized (
         select v.seller_code, v.version, s.time_zone, s.currency,
                v.terms ->> 'burnDown' as burn_down, (v.terms -> 'priceChangeNotice' ->> 'days')::int as notice_days,
                v.terms ->> 'startOfPeriod' as start_of_period, v.terms -> 'grantDelay' as grant_delay, v.terms ->> 'calendar' as calendar,
                (v.terms ->> 'autoRenewal')::boolean as auto_renewal
           from (select distinct seller_code, offer_version as version from held) h
           join offer_version v using (seller_code, version) join seller s on s.code = v.seller_code
       )
       select held.*, ${endOfContract('held.id')} as contract_ends_on, o.time_zone, o.currency, o.burn_down, o.notice_days, o.start_of_period, o.grant_delay, o.calendar, o.auto_renewal
         from held join offer o on o.seller_code = held.seller_code and o.version = held.offer_version`,
      [arrayParameter('uuid', ids)],
    );
  }

  private grants(tx: EntityManager, ids: readonly string[]): Promise<GrantRestRow[]> {
    return tx.query(
      `select account_id, id, priority, effective_at, expires_at, remaining
         from bonus_grant where account_id = any($1::uuid[]) and remaining > 0`,
      [arrayParameter('uuid', ids)],
    );
  }

  private subscriptions(tx: EntityManager, ids: readonly string[]): Promise<LivingRow[]> {
    return tx.query(
      `select s.account_id, s.id, s.product_code, s.state, s.quantity, s.price_id, s.period, s.anchor, s.paid_to, s.renews_once,
              s.auto_renew, s.rank, s.credit, s.plan_no, s.package_no, s.free_quantity, s.seats, s.pinned_on, s.chosen_at, ${PRICE_COLUMNS},
              case when s.project_id is not null then (
                select j.name from project j where j.account_id = s.account_id and j.id = s.project_id) end as project_name,
              case when s.seats is not null then ${SEATS_TOLD_OF} end as seats_told
         from subscription s join price p on p.id = s.price_id where s.account_id = any($1::uuid[]) and s.ended_no = 0`,
      [arrayParameter('uuid', ids)],
    );
  }

  /** Rows of free terms that wait, oldest first: what `toSubscription` takes. */
  freeTerms(tx: EntityManager, ids: readonly string[]): Promise<FreeTermRow[]> {
    return tx.query(
      `select g.account_id, g.id, g.product_code, g.quantity, g.days, g.until_on, m.name as promotion from access_grant g
         left join promotion m on m.id = g.promotion_id
        where g.account_id = any($1::uuid[]) and g.begun_on is null and g.revoked_at is null order by g.granted_at, g.id`,
      [arrayParameter('uuid', ids)],
    );
  }

  /** What metered use has come to, by subscription. */
  private async usage(tx: EntityManager, ids: readonly string[]): Promise<Map<string, UsageAccrual[]>> {
    const rows: AccrualRow[] = await tx.query(
      `select subscription_id, unit, period_start, period_end, quantity, amount from usage_accrual
        where account_id = any($1::uuid[]) order by subscription_id, unit, period_start`,
      [arrayParameter('uuid', ids)],
    );
    const grouped = groupBy(rows, (row) => row.subscription_id);
    return new Map([...grouped].map(([id, list]) => [id, list.map(toAccrual)]));
  }

  private async outages(tx: EntityManager, sellers: readonly string[]): Promise<Map<string, OutageDays[]>> {
    const rows: OutageRow[] = await tx.query(
      'select seller_code, product_code, from_day, to_day from outage where seller_code = any($1) and to_day > from_day',
      [sellers],
    );
    const grouped = groupBy(rows, (row) => row.seller_code);
    return new Map(
      [...grouped].map(([seller, list]) => [
        seller,
        list.map((row) => ({ from: row.from_day, to: row.to_day, productCode: row.product_code })),
      ]),
    );
  }
}

const SEATS_TOLD_OF = `(
  select jsonb_agg(jsonb_build_object('quantity', n.seats, 'from', n.binds_on)) from seat_notice n
   where n.account_id = s.account_id and n.subscription_id = s.id and n.void_at is null)`;
/** Of a `subscription s`: the larger quantities its customer was told of, for `toSubscription`. */
export const SEATS_TOLD = `${SEATS_TOLD_OF} as seats_told`;

export const pricedOf = (
  row: Pick<LivingRow, 'id' | 'account_id' | 'product_code' | 'tariff' | 'pinned_on' | 'chosen_at'>,
  account: Pick<PlannedAccountRow, 'notice_days' | 'time_zone'>,
): PricedSubscription => ({
  id: row.id,
  accountId: row.account_id,
  productCode: row.product_code,
  tariff: row.tariff,
  pinnedOn: row.pinned_on,
  chosenAt: row.chosen_at,
  noticeDays: account.notice_days,
  timeZone: account.time_zone,
});

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
