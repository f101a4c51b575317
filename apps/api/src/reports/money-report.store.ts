import { Injectable } from '@nestjs/common';
import type { ReportStep } from '@rocket/billing';
import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

/** What a report is read of. */
export interface ReportScope {
  /** null: every seller. */
  readonly seller: string | null;
  /** Local days of the seller, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly by: ReportStep;
}

/** Every sum is in minor units of `currency`; `key` is the first day of the step, as `stepOf` of libs/billing tells it. */
interface Step {
  readonly currency: Currency;
  readonly key: LocalDate;
}
export interface MoneyInStep extends Step {
  readonly bank: Minor;
  readonly robokassa: Minor;
  readonly yookassa: Minor;
  readonly returned: Minor;
  readonly byHand: Minor;
}
export interface ChargesStep extends Step {
  readonly productCode: string;
  readonly count: number;
  readonly money: Minor;
  readonly bonus: Minor;
  readonly moneyBack: Minor;
  readonly bonusBack: Minor;
}
export interface BonusStep {
  readonly currency: Currency;
  /** Null: after the period. */
  readonly key: LocalDate | null;
  readonly given: Minor;
  readonly used: Minor;
  readonly burnt: Minor;
  readonly revoked: Minor;
}
export interface BonusNow {
  readonly currency: Currency;
  readonly outstanding: Minor;
}
export interface WaitingRow {
  readonly currency: Currency;
  readonly id: string;
  readonly receivedOn: LocalDate;
  readonly timeZone: string;
  readonly payer: string;
  readonly purpose: string;
  readonly rest: Minor;
}

/** Rows as the driver hands them over: sums of minor units are texts. */
type Raw<Row> = { readonly [Name in keyof Row]: Row[Name] extends Minor ? string : Row[Name] };

/** Books of customers and of sellers, with the seller whose they are. */
const BOOKS = `(select a.id, a.seller_code from account a union all select l.book_id, l.code from seller l)`;
/** The entry that `e` takes back, looked up for it alone: joined, every entry of a book would meet every other. */
const REVERSED = `(select o.kind, o.subject from entry o
   where e.reverses is not null and o.account_id = e.account_id and o.id = e.reverses limit 1)`;
const step = (day: string): string => `date_trunc($4::text, ${day}::timestamp)::date`;
const parametersOf = ({ seller, from, to, by }: ReportScope): unknown[] => [seller, from, to, by];

/** What reports of money are made of: entries, and nothing that only repeats them. */
@Injectable()
export class MoneyReportStore {
  /**
   * Money by the day it reached or left the bank account or the shop: the day an entry happened on, as registers have it. The
   * days asked for are widened for the index: zones of sellers differ, the exact day is compared after.
   */
  async moneyIn(tx: EntityManager, scope: ReportScope): Promise<MoneyInStep[]> {
    const rows: Raw<MoneyInStep>[] = await tx.query(
      `with found as materialized (
         -- By its index and first: a planner that begins with the accounts reads everything each of them ever did.
         select e.account_id, e.seq, e.kind, e.happened_at from entry e
          where e.kind in ('receipt', 'refund', 'correction', 'adjustment', 'reversal')
            and e.happened_at >= $2::date - 2 and e.happened_at < $3::date + 3
       ), moved as (
         select s.currency, ${step('(e.happened_at at time zone s.time_zone)::date')} as key,
                e.kind in ('receipt', 'correction') as is_in, p.from_account::text, p.to_account::text, p.amount
           from found e
           join ${BOOKS} b on b.id = e.account_id
           join seller s on s.code = b.seller_code and ($1::text is null or s.code = $1)
           join posting p on p.account_id = e.account_id and p.seq = e.seq
          where (e.happened_at at time zone s.time_zone)::date between $2 and $3
       ), signed as (
         select currency, key, is_in, from_account as place, amount from moved
         union all
         select currency, key, is_in, to_account, -amount from moved
       )
       select currency, key,
              coalesce(sum(amount) filter (where place = 'bank' and is_in), 0) as bank,
              coalesce(sum(amount) filter (where place = 'robokassa' and is_in), 0) as robokassa,
              coalesce(sum(amount) filter (where place = 'yookassa' and is_in), 0) as yookassa,
              -- A return, and what takes one back.
              coalesce(-sum(amount) filter (where place in ('bank', 'robokassa', 'yookassa') and not is_in), 0) as returned,
              coalesce(sum(amount) filter (where place = 'adjustment'), 0) as "byHand"
         from signed group by currency, key`,
      parametersOf(scope),
    );
    return rows.map((row) => ({
      ...{ currency: row.currency, key: row.key },
      ...{ bank: BigInt(row.bank), robokassa: BigInt(row.robokassa), yookassa: BigInt(row.yookassa) },
      ...{ returned: BigInt(row.returned), byHand: BigInt(row.byHand) },
    }));
  }

  /** Debits by the day they count for. What came back to a customer for a charge is apart, by the day it came back on. */
  async charges(tx: EntityManager, scope: ReportScope): Promise<ChargesStep[]> {
    const rows: Raw<ChargesStep>[] = await tx.query(
      `with moved as (
         select e.account_id, e.business_date, e.subject ->> 'productCode' as product, 1 as count,
                -e.money as money, -e.bonus as bonus, 0::numeric as money_back, 0::numeric as bonus_back
           from entry e where e.kind = 'charge' and e.business_date between $2 and $3
         union all
         select e.account_id, e.business_date, coalesce(o.subject, e.subject) ->> 'productCode', 0, 0, 0, p.money, p.bonus
           from entry e
           join lateral (
             select coalesce(sum(case when p.from_account = 'revenue' then p.amount else -p.amount end)
                      filter (where 'revenue' in (p.from_account, p.to_account)), 0) as money,
                    coalesce(sum(case when p.from_account = 'bonus_redeemed' then p.amount else -p.amount end)
                      filter (where 'bonus_redeemed' in (p.from_account, p.to_account)), 0) as bonus
               from posting p where p.account_id = e.account_id and p.seq = e.seq) p on p.money <> 0 or p.bonus <> 0
           left join lateral ${REVERSED} o on true
          where e.kind in ('correction', 'reversal') and e.business_date between $2 and $3
       )
       select s.currency, ${step('m.business_date')} as key, coalesce(m.product, '') as "productCode",
              sum(m.count)::int as count, sum(m.money) as money, sum(m.bonus) as bonus,
              sum(m.money_back) as "moneyBack", sum(m.bonus_back) as "bonusBack"
         from moved m join account a on a.id = m.account_id
         join seller s on s.code = a.seller_code and ($1::text is null or s.code = $1)
        group by 1, 2, 3 order by 1, 2, 3`,
      parametersOf(scope),
    );
    return rows.map((row) => ({
      ...{ currency: row.currency, key: row.key, productCode: row.productCode, count: row.count },
      ...{ money: BigInt(row.money), bonus: BigInt(row.bonus) },
      ...{ moneyBack: BigInt(row.moneyBack), bonusBack: BigInt(row.bonusBack) },
    }));
  }

  /** Movements of bonus from the first day on; those after the last are one line without a step. */
  async bonus(tx: EntityManager, scope: ReportScope): Promise<BonusStep[]> {
    const rows: Raw<BonusStep>[] = await tx.query(
      `select s.currency, case when e.business_date <= $3 then ${step('e.business_date')} end as key,
              coalesce(sum(e.bonus) filter (where k.kind = 'bonus_grant'), 0) as given,
              coalesce(-sum(e.bonus) filter (where k.kind = 'bonus_expiry'), 0) as burnt,
              coalesce(-sum(e.bonus) filter (where k.kind = 'bonus_revoke'), 0) as revoked,
              -- Whatever else moves bonus is its use: kinds that pay for products, and what undoes them.
              coalesce(-sum(e.bonus) filter (where k.kind not in ('bonus_grant', 'bonus_expiry', 'bonus_revoke')), 0) as used
         from entry e
         join account a on a.id = e.account_id
         join seller s on s.code = a.seller_code and ($1::text is null or s.code = $1)
         left join lateral ${REVERSED} o on true
         cross join lateral (select coalesce(o.kind, e.kind) as kind) k
        where e.bonus <> 0 and e.business_date >= $2
        group by 1, 2`,
      parametersOf(scope),
    );
    return rows.map((row) => ({
      ...{ currency: row.currency, key: row.key, given: BigInt(row.given), used: BigInt(row.used) },
      ...{ burnt: BigInt(row.burnt), revoked: BigInt(row.revoked) },
    }));
  }

  /** What is left of all grants now: a cache of the entries, which `GET /ledger/verification` recomputes. */
  async bonusNow(tx: EntityManager, seller: string | null): Promise<BonusNow[]> {
    const rows: Raw<BonusNow>[] = await tx.query(
      `select s.currency, sum(g.remaining) as outstanding
         from bonus_grant g join account a on a.id = g.account_id join seller s on s.code = a.seller_code
        where g.remaining > 0 and ($1::text is null or s.code = $1) group by s.currency`,
      [seller],
    );
    return rows.map((row) => ({ currency: row.currency, outstanding: BigInt(row.outstanding) }));
  }

  /** Money that is nobody's yet, the oldest first. */
  async waiting(tx: EntityManager, seller: string | null): Promise<WaitingRow[]> {
    const rows: Raw<WaitingRow>[] = await tx.query(
      `select s.currency, s.time_zone as "timeZone", r.id, r.received_on as "receivedOn", r.payer_name as payer, r.purpose,
              r.amount - r.allocated - r.returned as rest
         from receipt r join seller s on s.code = r.seller_code
        where r.state = 'unallocated' and ($1::text is null or s.code = $1)
        order by r.received_on, r.recorded_at, r.id`,
      [seller],
    );
    return rows.map((row) => ({ ...row, rest: BigInt(row.rest) }));
  }
}
