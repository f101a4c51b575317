import { Injectable } from '@nestjs/common';
import type { QuotaLimit, UsagePrice, UsageStory } from '@rocket/billing';
import type { NamedUnit } from '@rocket/catalog';
import type { PriceDto } from '@rocket/contracts';
import { dayOf, earlier, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import type { SubscriptionColumns } from '../subscriptions/subscription.rows';

/** A subscription as the counting of its use sees it. */
export interface UsedSubscription {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  readonly productName: string;
  /** Null: the product is used once in an account. */
  readonly projectId: string | null;
  readonly projectName: string | null;
  /** 0: not a package. */
  readonly packageNo: number;
  /** A package nobody in the account may use: somebody else holds its certificate, or it is being given back. */
  readonly isWithheld: boolean;
  readonly state: 'trial' | 'active' | 'suspended' | 'ended';
  readonly quantity: number;
  readonly startedOn: LocalDate;
  /** First day of the period in use; null in a trial and while suspended. */
  readonly periodStart: LocalDate | null;
  readonly paidTo: LocalDate;
  readonly periodCost: Minor;
  readonly suspendedOn: LocalDate | null;
  readonly endedOn: LocalDate | null;
  readonly limits: readonly QuotaLimit[];
  readonly usagePrices: readonly UsagePrice[];
  readonly story: UsageStory;
  /** What the product calls its units. */
  readonly units: readonly NamedUnit[];
}

/** Whose use is counted, of which of its projects, and by whose midnight. */
export interface UsingAccount {
  readonly id: string;
  /** Null: the product is used once in an account. */
  readonly projectId: string | null;
  readonly timeZone: string;
  /** Per cent of a limit at which its offer has the customer told; left out: the usual ones. */
  readonly warnAt?: readonly number[] | undefined;
}

/** The project that use is counted for, else the account: what one of them uses is never added to what another does. */
export const placeOf = ({ id, projectId }: Pick<UsingAccount, 'id' | 'projectId'>): string => projectId ?? id;

export const usingOf = (
  { id, seller, terms }: Pick<AccountRecord, 'id' | 'seller' | 'terms'>,
  projectId: string | null,
): UsingAccount => ({ id, projectId, timeZone: seller.timeZone, warnAt: terms.limitWarnings });

/** A package of a `subscription s` that somebody else holds, or that is being given back. */
export const WITHHELD = `(exists (select from certificate c where c.account_id = s.account_id and c.subscription_id = s.id
                                     and c.holder_name is not null)
          or exists (select from refund_request f where f.account_id = s.account_id and f.subscription_id = s.id
                        and f.state not in ('paid', 'rejected')))`;

/** A subscription with what its price and its product say of counting. */
interface UsedRow extends SubscriptionColumns {
  readonly project_name: string | null;
  readonly limits: readonly QuotaLimit[] | null;
  readonly usage_prices: PriceDto['usagePrices'] | null;
  readonly product_name: string;
  readonly units: readonly NamedUnit[] | null;
  readonly trial_started_at: Date | null;
  readonly is_withheld: boolean;
}

interface ChargedPeriod {
  readonly subscription_id: string;
  readonly period_start: LocalDate;
  readonly period_end: LocalDate;
}

/** How many paid periods back counting looks: what rolls over may come from so many windows. */
const LOOK_BACK = 400;

/** Which subscriptions what is used of a product belongs to. */
@Injectable()
export class UsedSubscriptionStore {
  /**
   * The subscription of a product that lives, else the one that ended last; packages that were in use on `since` or later, and
   * the last one bought. Of many accounts at once, by `placeOf`.
   */
  async of(
    tx: EntityManager,
    accounts: readonly UsingAccount[],
    productCode: string,
    since: LocalDate,
  ): Promise<Map<string, UsedSubscription[]>> {
    const rows: UsedRow[] = await tx.query(
      `select s.*, j.name as project_name, p.limits, p.usage_prices, d.name as product_name, d.units, t.started_at as trial_started_at,
              s.package_no > 0 and ${WITHHELD} as is_withheld
         from unnest($1::uuid[], $4::uuid[]) as a(id, project_id)
         join lateral (
           (select * from subscription o where o.account_id = a.id and o.product_code = $2 and o.package_no = 0
                and o.project_id is not distinct from a.project_id
             order by o.ended_no = 0 desc, o.ended_no desc limit 1)
           union all
           select * from subscription o where o.account_id = a.id and o.product_code = $2 and o.package_no > 0
              and o.project_id is not distinct from a.project_id
              and (o.paid_to > $3 and (o.ended_on is null or o.ended_on > $3)
                   or o.package_no = (select max(package_no) from subscription where account_id = a.id and product_code = $2
                                         and project_id is not distinct from a.project_id))
         ) s on true
         join price p on p.id = s.price_id
         join product d on d.code = s.product_code
         left join project j on j.account_id = s.account_id and j.id = s.project_id
         left join trial t on t.account_id = s.account_id and t.product_code = s.product_code`,
      [accounts.map(({ id }) => id), productCode, since, accounts.map(({ projectId }) => projectId)],
    );
    const charged = await this.charged(tx, rows);
    const using = new Map(accounts.map((account) => [account.id, account]));
    const found = new Map<string, UsedSubscription[]>();
    for (const row of rows) {
      const one = toSubscription(row, charged.get(row.id) ?? [], using.get(row.account_id)!);
      const place = placeOf({ id: one.accountId, projectId: one.projectId });
      const known = found.get(place);
      if (known) known.push(one);
      else found.set(place, [one]);
    }
    return found;
  }

  /** Products that live in an account, in which of its projects, in the customer's order. */
  async liveProducts(
    tx: EntityManager,
    accountId: string,
  ): Promise<{ productCode: string; projectId: string | null; projectName: string | null }[]> {
    return tx.query(
      `select s.product_code as "productCode", s.project_id as "projectId", j.name as "projectName"
         from subscription s left join project j on j.account_id = s.account_id and j.id = s.project_id
        where s.account_id = $1 and s.ended_no = 0
        group by s.product_code, s.project_id, j.name order by min(s.rank), s.product_code`,
      [accountId],
    );
  }

  /** Paid periods of subscriptions, oldest first: the first of all, and as many of the last as their limits look at. */
  private async charged(tx: EntityManager, rows: readonly UsedRow[]): Promise<Map<string, ChargedPeriod[]>> {
    if (rows.length === 0) return new Map();
    const found: ChargedPeriod[] = await tx.query(
      `select s.id as subscription_id, c.period_start, c.period_end
         from unnest($1::uuid[], $2::uuid[], $3::integer[]) as s(account_id, id, most)
         cross join lateral (
           (select distinct on (period_start) period_start, period_end from charge
             where account_id = s.account_id and subscription_id = s.id order by period_start desc, plan_no desc limit s.most)
           union
           (select period_start, period_end from charge
             where account_id = s.account_id and subscription_id = s.id order by period_start, plan_no desc limit 1)) c
        order by s.id, c.period_start`,
      [rows.map((row) => row.account_id), rows.map((row) => row.id), rows.map(periodsLookedAt)],
    );
    const byId = new Map<string, ChargedPeriod[]>();
    for (const each of found) {
      const known = byId.get(each.subscription_id);
      if (known) known.push(each);
      else byId.set(each.subscription_id, [each]);
    }
    return byId;
  }
}

/** Days and months of the calendar need to know only which period is in use. */
function periodsLookedAt(row: UsedRow): number {
  const isFar = (row.limits ?? []).some(
    ({ per, over, rollOverCap }) => per === 'period' || over === 'recalculate' || rollOverCap !== undefined,
  );
  return isFar || row.usage_prices !== null ? LOOK_BACK : 1;
}

/** What was passed on by another account was charged there: it has the days that were left of it. */
const passedOn = (row: UsedRow): Omit<ChargedPeriod, 'subscription_id'>[] =>
  row.period_start === null ? [] : [{ period_start: row.period_start, period_end: row.paid_to }];

function toSubscription(
  row: UsedRow,
  charged: readonly ChargedPeriod[],
  { timeZone, warnAt }: UsingAccount,
): UsedSubscription {
  // What the next period took over ends there; what is in use may have been prolonged by an outage.
  const periods = charged.length > 0 ? charged : passedOn(row);
  const paid = periods.map((each, index) => {
    const next = periods[index + 1];
    if (next) return { start: each.period_start, end: earlier(each.period_end, next.period_start) };
    return { start: each.period_start, end: row.state === 'active' ? row.paid_to : each.period_end };
  });
  const trialStart = row.trial_ends_at ? dayOf(row.trial_started_at ?? row.started_at, timeZone) : null;
  const trialEnd = paid[0]?.start ?? row.paid_to;
  return {
    id: row.id,
    accountId: row.account_id,
    productCode: row.product_code,
    productName: row.product_name,
    projectId: row.project_id,
    projectName: row.project_name,
    packageNo: row.package_no,
    isWithheld: row.is_withheld,
    state: row.state,
    quantity: row.quantity,
    startedOn: trialStart ?? dayOf(row.started_at, timeZone),
    periodStart: row.period_start,
    paidTo: row.paid_to,
    periodCost: BigInt(row.period_cost),
    suspendedOn: row.suspended_on,
    endedOn: row.ended_on,
    units: row.units ?? [],
    limits: warnAt ? (row.limits ?? []).map((limit) => ({ ...limit, warnAt })) : (row.limits ?? []),
    usagePrices: (row.usage_prices ?? []).map((each) => ({
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
