import { routes, type EntryDto } from '@rocket/contracts';
import { addDays, localDate, startOfDay } from '@rocket/kernel';
import type { Customer } from '../kit/customer';
import type { World } from '../kit/world';

/** What holds over all rows after any history, each as a query for the rows that break it. */
const LAWS: readonly { readonly law: string; readonly broken: string }[] = [
  {
    law: 'money and bonus are never negative, by when entries happened and by when they were recorded',
    broken: `
      select * from (
        select account_id, seq, kind, sum(money) over t as money, sum(bonus) over t as bonus,
               sum(money) over r as recorded_money, sum(bonus) over r as recorded_bonus
          from entry window t as (partition by account_id order by happened_at, seq),
                            r as (partition by account_id order by seq)) x
       where least(money, bonus, recorded_money, recorded_bonus) < 0`,
  },
  {
    law: 'of every grant, what was used, expired, was revoked and is left is what was granted',
    broken: `
      with change as (
        select p.account_id, p.grant_id,
               case when r.kind = 'bonus_grant' then 'bonus_revoke' else coalesce(r.kind, e.kind) end as kind,
               case when p.to_account = 'customer_bonus' then p.amount else -p.amount end as amount
          from posting p join entry e using (account_id, seq)
          left join entry r on r.account_id = e.account_id and r.id = e.reverses
         where p.grant_id is not null),
      part as (
        select account_id, grant_id,
               coalesce(sum(amount) filter (where kind = 'bonus_grant'), 0) as granted,
               coalesce(-sum(amount) filter (where kind = 'charge'), 0) as used,
               coalesce(-sum(amount) filter (where kind = 'bonus_expiry'), 0) as expired,
               coalesce(-sum(amount) filter (where kind = 'bonus_revoke'), 0) as revoked
          from change group by account_id, grant_id)
      select g.id, g.amount, g.remaining, granted, used, expired, revoked
        from bonus_grant g left join part p on p.account_id = g.account_id and p.grant_id = g.id
       where granted is distinct from g.amount or least(used, expired, revoked) < 0
          or used + expired + revoked + g.remaining <> g.amount`,
  },
  {
    law: 'nothing is left of a grant that was revoked',
    broken: `select id, amount, remaining from bonus_grant where revoked_at is not null and remaining > 0`,
  },
  {
    law: 'no day of a subscription is charged by two periods of one plan, and plans follow each other',
    broken: `
      select * from (
        select subscription_id, plan_no, period_start, period_end, lead(plan_no) over w as next_plan,
               lead(period_start) over w as next_start
          from charge window w as (partition by account_id, subscription_id order by plan_no, period_start)) x
       where next_start < case when next_plan = plan_no then period_end else period_start end`,
  },
  {
    law: 'a period of days has as many days as it is named for, besides those of outages known when it was charged',
    broken: `
      select c.subscription_id, c.period_start, c.period_end, v.period
        from charge c join price v on v.id = c.price_id
        join subscription s on s.account_id = c.account_id and s.id = c.subscription_id
       where c.access_grant_id is null and v.period in ('P1D', 'P21D')
         and (select count(*) from generate_series(c.period_start, c.period_end - 1, interval '1 day') as day
               where not exists (
                 select from outage o where o.recorded_at < c.recorded_at
                    and (o.product_code is null or o.product_code = s.product_code)
                    and o.from_day <= day and day < o.to_day))
             <> case v.period when 'P1D' then 1 else 21 end`,
  },
  {
    law: 'every charge of a period stands in the journal for that period',
    broken: `
      select c.subscription_id, c.period_start, e.subject
        from charge c join entry e on e.account_id = c.account_id and e.seq = c.seq
       where e.kind <> 'charge' or e.subject ->> 'id' <> c.subscription_id::text
          or e.subject ->> 'periodStart' <> c.period_start::text or e.subject ->> 'periodEnd' <> c.period_end::text`,
  },
  {
    law: 'what is given back of charges is never more than what was charged, nor credited more than was received',
    broken: `
      select account_id from entry e
       group by account_id
      having sum(money + bonus) filter (where kind = 'charge' or (kind = 'reversal' and reverses in (
               select c.id from entry c where c.account_id = e.account_id and c.kind = 'charge'))) > 0
          or coalesce(sum(money) filter (where kind = 'top_up' or (kind = 'reversal' and reverses in (
               select t.id from entry t where t.account_id = e.account_id and t.kind = 'top_up'))), 0) <
             (select coalesce(sum(r.amount), 0) from receipt_part r where r.account_id = e.account_id and r.undone_at is null)`,
  },
  {
    law: 'no more money is refunded than was received',
    broken: `
      select account_id from entry e group by account_id
      having sum(money) filter (where kind in ('refund', 'top_up') or (kind = 'reversal' and reverses in (
               select t.id from entry t where t.account_id = e.account_id and t.kind in ('refund', 'top_up')))) < 0`,
  },
  {
    law: 'numbers of a series are 1…n',
    broken: `
      select seller_code, kind, year, count(*), min(number), max(number) from (
        select seller_code, kind, year, number from document
        union all
        select seller_code, 'row of invoice', extract(year from issued_on), number from invoice) x
       group by seller_code, kind, year
      having min(number) <> 1 or max(number) <> count(*) or count(distinct number) <> count(*)`,
  },
  { law: 'no account is parked', broken: 'select * from parked_account' },
];

/** @throws Error that names the law and the first rows that break it */
export async function expectLawsToHold(world: World, customers: readonly Customer[]): Promise<void> {
  const accountant = await world.staff('accountant');
  const { broken } = await accountant.asks(routes.verifyLedger);
  if (broken.length > 0) throw new Error(`The books do not verify: ${JSON.stringify(broken)}`);
  for (const { law, broken } of LAWS) {
    const rows = await world.sql(broken);
    if (rows.length > 0) throw new Error(`Broken: ${law}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  for (const customer of customers) await expectBalancesOfThePast(world, customer);
}

/** A balance of any instant is the one after the last entry of that instant, but for grants that had ended by then. */
async function expectBalancesOfThePast(world: World, customer: Customer): Promise<void> {
  const now = (await world.now()).toISOString();
  const [today, asOfNow] = [await customer.balance(), await customer.balance(now)];
  if (today !== asOfNow) throw new Error(`The balance is ${today}, as of now it is ${asOfNow}`);
  const ends = (await customer.grants()).flatMap(({ expiresOn }) =>
    expiresOn === null ? [] : [startOfDay(addDays(localDate(expiresOn), 1), 'Europe/Moscow')],
  );
  const last = new Map<string, EntryDto>();
  for (const entry of await customer.entries()) last.set(entry.occurredAt, entry);
  for (const [instant, { balanceAfter }] of last) {
    const balance = { params: { id: customer.id }, query: { asOf: instant } };
    const stood = await customer.owner.asks(routes.balance, balance);
    const hadEnded = ends.some((end) => end <= new Date(instant));
    const differs =
      stood.money.amount !== balanceAfter.money.amount ||
      (!hadEnded && stood.bonus.amount !== balanceAfter.bonus.amount);
    if (differs) {
      const [said, kept] = [JSON.stringify(stood), JSON.stringify(balanceAfter)];
      throw new Error(`As of ${instant} there were ${said}, and ${kept} after its last entry`);
    }
  }
}
