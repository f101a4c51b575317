import { Injectable } from '@nestjs/common';
import type { PayingTurn, TrialFate } from '@rocket/billing';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { ReportScope } from './money-report.store';

export interface PayingTurns {
  /** How many products were paid for on the day before the period. */
  readonly opening: number;
  readonly turns: PayingTurn[];
}
export interface TrialsCounted {
  readonly key: LocalDate;
  readonly fate: TrialFate;
  readonly count: number;
}

/**
 * The periods of the subscriptions of seller $1 about the days $2–$3, each with the day it was used to. A charge is final, so the past
 * stays as it was; what is in use now knows its own end. For each subscription only the charges of those days and their neighbours
 * are read, by their key.
 */
const STRETCHES = `
  with unit as (
    select s.account_id, s.id, s.product_code, s.state, s.paid_to, s.suspended_on, s.ended_on, s.ended_because, a.seller_code
      from subscription s join account a on a.id = s.account_id
     where $1::text is null or a.seller_code = $1
  ), period as (
    select u.*, c.period_start, c.period_end, c.plan_no, c.cost > 0 as is_paid,
           lead(c.period_start) over w as next_start, lead(c.cost > 0) over w as next_paid
      from unit u
      cross join lateral (
        (select period_start, period_end, plan_no, cost from charge
          where account_id = u.account_id and subscription_id = u.id and period_start < $2
          order by period_start desc, plan_no desc limit 1)
        union all
        (select period_start, period_end, plan_no, cost from charge
          where account_id = u.account_id and subscription_id = u.id and period_start between $2 and $3)
        union all
        (select period_start, period_end, plan_no, cost from charge
          where account_id = u.account_id and subscription_id = u.id and period_start > $3
          order by period_start, plan_no limit 1)) c
    window w as (partition by u.account_id, u.id order by c.period_start, c.plan_no)
  ), used as (
    -- Another plan begins inside a period, an outage of ours moves the next one: neither is a gap.
    select p.*, case
        when next_start is null and state in ('trial', 'active') then 'infinity'::date
        when next_start is null then least(greatest(period_end, paid_to), coalesce(suspended_on, 'infinity'), coalesce(ended_on, 'infinity'))
        when next_start <= period_end then next_start
        when next_start - period_end = (
          select coalesce(sum(least(o.to_day, p.next_start) - greatest(o.from_day, p.period_start)), 0) from outage o
           where o.seller_code = p.seller_code and (o.product_code is null or o.product_code = p.product_code)
             and o.from_day < p.next_start and o.to_day > p.period_start) then next_start
        else period_end end as used_to
      from period p
  ), turn as (
    select u.*, lag(used_to) over w as before_to, lag(is_paid) over w as before_paid
      from used u where used_to > period_start
    window w as (partition by account_id, id order by period_start, plan_no)
  )`;

/** Reads what subscriptions did: who paid when, and what became of trials. */
@Injectable()
export class SubscriptionReportStore {
  /** First days with and first days without a paid period, of every product of every account. */
  async payingTurns(tx: EntityManager, { seller, from, to }: ReportScope): Promise<PayingTurns> {
    const [row]: { opening: number; turns: PayingTurn[] | null }[] = await tx.query(
      `${STRETCHES}, turned as (
         select account_id, product_code, period_start as on_day, case when exists (
                  select from subscription s join charge c on c.account_id = s.account_id and c.subscription_id = s.id
                   where s.account_id = t.account_id and s.product_code = t.product_code
                     and c.cost > 0 and c.period_start < t.period_start) then 'resumed' else 'new' end as kind
           from turn t where is_paid and period_start between $2 and $3
            and not coalesce(before_paid and before_to = period_start, false)
         union all
         select account_id, product_code, used_to, case
                  when next_start = used_to then 'free'
                  when next_start is null and ended_on = used_to then
                    case when ended_because in ('auto_renew_off', 'by_hand', 'transferred') then 'declined'
                         when ended_because = 'price_refused' then 'price_refused' else 'terminated' end
                  else 'suspended' end
           from turn where is_paid and used_to between $2 and $3 and not coalesce(next_paid and next_start = used_to, false)
       )
       select (select count(*)::int from turn where is_paid and period_start < $2 and used_to >= $2) as opening,
              (select jsonb_agg(jsonb_build_object('unit', account_id || ' ' || product_code, 'on', on_day, 'kind', kind)
                                order by on_day, account_id, product_code)
                 from turned) as turns`,
      [seller, from, to],
    );
    return { opening: row!.opening, turns: row!.turns ?? [] };
  }

  /** Trials by the local day they began on, and what has become of them by now. */
  async trials(tx: EntityManager, { seller, from, to, by }: ReportScope): Promise<TrialsCounted[]> {
    return tx.query(
      `select date_trunc($4::text, t.on_day::timestamp)::date as key, t.fate, count(*)::int as count
         from (
           select (t.started_at at time zone s.time_zone)::date as on_day, case
                    when exists (
                      select from subscription u join charge c on c.account_id = u.account_id and c.subscription_id = u.id
                       where u.account_id = t.account_id and u.product_code = t.product_code and c.cost > 0
                         and c.period_start >= (t.started_at at time zone s.time_zone)::date) then 'paid'
                    when l.state = 'trial' then 'on_trial'
                    when l.state = 'active' then 'given'
                    else 'left' end as fate
             from trial t
             join account a on a.id = t.account_id
             join seller s on s.code = a.seller_code and ($1::text is null or s.code = $1)
             left join subscription l on l.account_id = t.account_id and l.product_code = t.product_code
                   and l.project_id is not distinct from t.project_id and l.ended_no = 0 and l.package_no = 0
            where t.started_at >= $2::date - 2 and t.started_at < $3::date + 3) t
        where t.on_day between $2 and $3
        group by 1, 2`,
      [seller, from, to, by],
    );
  }
}
