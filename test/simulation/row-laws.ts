import { PARTNER_LAWS } from './partner-laws';

export interface RowLaw {
  readonly law: string;
  /** A query for the rows that break it. */
  readonly broken: string;
}

/** Asked at every halt of the clock too: later it may be made up for. */
export const NOTHING_IS_LEFT_DUE: RowLaw = {
  law: 'when the schedule works, nothing is due that is not done',
  broken: `
      select a.id, v.product_code, v.state, v.paid_to from sandbox_clock k
        cross join account a join seller s on s.code = a.seller_code
        join subscription v on v.account_id = a.id and v.ended_no = 0
       where not k.paused and a.state in ('active', 'suspended', 'frozen') and a.held_ground is null
         and v.state in ('trial', 'active')
         and v.paid_to <= (k.at at time zone s.time_zone - interval '3 hours')::date`,
};

/** What holds over all rows after any history, each as a query for the rows that break it. */
export const ROW_LAWS: readonly RowLaw[] = [
  ...PARTNER_LAWS,
  {
    law: 'a request to support stands where the last word in it leaves it, and nothing of it is missing',
    broken: `
      select r.id, r.state, w.side, w.closes from support_request r
        join lateral (select * from support_message m where m.account_id = r.account_id and m.request_id = r.id
                       order by m.no desc limit 1) w on true
        left join lateral (
          select min(m.at) as since from support_message m where m.account_id = r.account_id and m.request_id = r.id
             and m.no > coalesce((select max(o.no) from support_message o
                                   where o.account_id = m.account_id and o.request_id = m.request_id and o.side = 'support'), 0)) f on true
       where r.state <> case when w.side = 'customer' then 'open' when w.closes then 'closed' else 'answered' end
          or r.last_no <> w.no or r.last_at <> w.at or r.waiting_since is distinct from f.since
          or (r.state = 'open' and r.due_at is distinct from w.due_at)
          or (select count(*) from support_message m where m.account_id = r.account_id and m.request_id = r.id) <> r.last_no
      union all
      select r.id, r.state, 'no message', null from support_request r
       where not exists (select from support_message m where m.account_id = r.account_id and m.request_id = r.id)`,
  },
  {
    law: 'requests to support of a seller are numbered 1…n, none twice and none left out',
    broken: `
      select seller_code, number, place from (
        select a.seller_code, r.number, row_number() over (partition by a.seller_code order by r.number) as place
          from support_request r join account a on a.id = r.account_id) x
       where number <> place`,
  },
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
             (select coalesce(sum(r.amount), 0) from receipt_part r
                where r.account_id = e.account_id and r.undone_at is null)`,
  },
  {
    law: 'what a subscription holds as credit was charged for it and not reversed, and was given back of its lines',
    broken: `
      select s.account_id, s.id, s.credit, x.charged, y.given from subscription s
        cross join lateral (
          select coalesce(-sum(e.money + e.bonus), 0) as charged from entry e
           where e.account_id = s.account_id and e.kind = 'charge' and e.subject ->> 'id' = s.id::text
             and not exists (select from entry r where r.account_id = e.account_id and r.reverses = e.id)) x
        cross join lateral (
          select coalesce(sum(l.given), 0) as given from charged_line l
           where l.account_id = s.account_id and l.subscription_id = s.id) y
       where s.credit > least(x.charged, y.given)`,
  },
  {
    law: 'a line charged is paid by what its entry took and stands, and by credit',
    broken: `
      select l.* from charged_line l left join entry e on e.account_id = l.account_id and e.id = l.entry_id
       where l.paid > l.from_credit + case when exists (
               select from entry r where r.account_id = e.account_id and r.reverses = e.id) then 0
               else coalesce(-(e.money + e.bonus), 0) end`,
  },
  {
    law: 'no more money is refunded than was received, or given by staff to set something right',
    broken: `
      select account_id from entry e group by account_id
      having sum(money) filter (where kind in ('refund', 'top_up', 'adjustment') or (kind = 'reversal' and reverses in (
               select t.id from entry t
                where t.account_id = e.account_id and t.kind in ('refund', 'top_up', 'adjustment')))) < 0`,
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
  {
    law: 'what is left of a refused or half-done request is nothing: no key waits for an answer',
    broken: `select key from idempotency_key where state <> 'done'`,
  },
  {
    law: 'the kept balance of an account is what its postings leave',
    broken: `
      select a.id, a.money, sum(p.amount * case when p.to_account = 'customer_money' then 1 else -1 end) as left
        from account a left join posting p on p.account_id = a.id
         and 'customer_money' in (p.from_account, p.to_account)
       group by a.id, a.money
      having a.money <> coalesce(sum(p.amount * case when p.to_account = 'customer_money' then 1 else -1 end), 0)`,
  },
  {
    law: 'what the books say of the bank is what was received less what went back, seller by seller',
    broken: `
      select s.code, x.bank, y.received, z.refunded from seller s
        cross join lateral (
          select coalesce(sum(case when p.from_account = 'bank' then p.amount else -p.amount end), 0) as bank
            from posting p where 'bank' in (p.from_account, p.to_account)
             and (p.account_id = s.book_id or p.account_id in (select id from account where seller_code = s.code))) x
        cross join lateral (
          select coalesce(sum(amount - returned), 0) as received from receipt
           where seller_code = s.code and source = 'bank') y
        cross join lateral (
          select coalesce(sum(r.amount - (
                   select coalesce(sum(c.amount), 0) from provider_refund c
                    where c.account_id = r.account_id and c.refund_request_id = r.id and c.state = 'succeeded')), 0) as refunded
            from refund_request r join account a on a.id = r.account_id
           where a.seller_code = s.code and r.state = 'paid') z
       where x.bank <> y.received - z.refunded`,
  },
  {
    law: 'what waits for an owner in the books is what waits among the receipts, seller by seller',
    broken: `
      select s.code, x.waits, y.waiting from seller s
        cross join lateral (
          select coalesce(sum(case when p.to_account = 'unallocated' then p.amount else -p.amount end), 0) as waits
            from posting p where 'unallocated' in (p.from_account, p.to_account)
             and (p.account_id = s.book_id or p.account_id in (select id from account where seller_code = s.code))) x
        cross join lateral (
          select coalesce(sum(amount - allocated - returned), 0) as waiting from receipt
           where seller_code = s.code) y
       where x.waits <> y.waiting`,
  },
  {
    law: 'every entry of every book is sealed once the clock has moved, and nothing else is',
    broken: `
      select account_id, seq from entry full join entry_seal using (account_id, seq)
       where entry.account_id is null or entry_seal.account_id is null`,
  },
  {
    law: 'no entry happened after it was recorded',
    broken: 'select account_id, seq, happened_at, recorded_at from entry where happened_at > recorded_at',
  },
  {
    law: 'a period costs its price times its quantity, half up once, and is paid with money, bonus and credit',
    broken: `
      select c.account_id, c.subscription_id, c.period_start, c.cost, c.amount, c.bonus_part
        from charge c join price p on p.id = c.price_id
        left join entry e on e.account_id = c.account_id and e.seq = c.seq
       where (p.tiers is null and c.access_grant_id is null and c.cost <> round(p.unit_price * c.quantity * 100))
          or c.amount > c.cost or c.bonus_part <> -coalesce(e.bonus, 0)
          or c.amount <> -coalesce(e.money + e.bonus, 0)`,
  },
  {
    law: 'a period that was not reversed is charged by one entry, and every entry charges a period or a raise',
    broken: `
      select e.account_id, e.subject ->> 'id' as subscription, e.subject ->> 'periodStart' as start, count(*), count(c.seq)
        from entry e left join charge c on c.account_id = e.account_id and c.seq = e.seq
       where e.kind = 'charge' and e.key not like 'quantity:%'
       group by e.account_id, e.subject ->> 'id', e.subject ->> 'periodStart', coalesce(c.plan_no, -1)
      having count(*) <> 1 or count(c.seq) <> 1`,
  },
  {
    law: 'a price is the one the customer had, or one that was valid or announced and had come by the start of the period',
    broken: `
      select c.account_id, c.subscription_id, c.period_start, p.valid_from
        from charge c join price p on p.id = c.price_id where p.valid_from > c.period_start`,
  },
  NOTHING_IS_LEFT_DUE,
  {
    law: 'no period is charged before its day has come where the seller is',
    broken: `
      select c.account_id, c.subscription_id, c.business_date, c.recorded_at, s.time_zone
        from charge c join account a on a.id = c.account_id join seller s on s.code = a.seller_code
       where greatest(c.business_date, c.period_start) > (c.recorded_at at time zone s.time_zone)::date`,
  },
  {
    law: 'a charge takes first what the offer says, of what was usable on its day where the seller is',
    broken: `
      with change as (
        select account_id, grant_id, seq, case when to_account = 'customer_bonus' then amount else -amount end as amount
          from posting where grant_id is not null),
      taken as (
        select e.*, o.terms ->> 'burnDown' as burn_down, late.is_so,
               case when late.is_so then e.business_date::timestamp at time zone s.time_zone else e.recorded_at end as opens,
               case when late.is_so then (e.business_date + 1)::timestamp at time zone s.time_zone - interval '1 ms'
                    else e.recorded_at end as closes,
               sum(e.money) over (partition by e.account_id order by e.seq) as money_left
          from entry e join account a on a.id = e.account_id join seller s on s.code = a.seller_code
          join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         cross join lateral (
           select e.business_date < (e.recorded_at at time zone s.time_zone)::date as is_so) late),
      usable as (
        select t.account_id, t.seq, g.id,
               g.effective_at <= t.closes and (g.expires_at is null or g.expires_at > t.opens) as was_usable,
               (select sum(amount) from change c
                 where c.account_id = g.account_id and c.grant_id = g.id and c.seq <= t.seq) as rest,
               exists (select from change c where c.account_id = g.account_id and c.grant_id = g.id and c.seq = t.seq) as paid
          from taken t join bonus_grant g on g.account_id = t.account_id where t.kind = 'charge')
      select t.account_id, t.seq, t.business_date, t.money, t.bonus, t.burn_down, u.id, u.was_usable, u.rest
        from taken t left join usable u using (account_id, seq)
       where t.kind = 'charge'
         and (u.paid and not u.was_usable
           or t.burn_down = 'bonus_first' and t.money < 0 and u.was_usable and u.rest > 0
           or t.burn_down = 'money_first' and t.bonus < 0 and t.money_left > 0)`,
  },
  {
    law: 'of a bonus for a top-up nothing is left once the top-up was taken back',
    broken: `
      select g.account_id, g.id, g.remaining from bonus_grant g
       where g.receipt_id is not null and g.remaining > 0 and not exists (
               select from receipt_part p
                where p.receipt_id = g.receipt_id and p.account_id = g.account_id and p.undone_at is null)
         and (g.expires_at is null or g.expires_at > (select at from sandbox_clock))`,
  },
  {
    law: 'live subscriptions of an account rank 1…n, and hold no negative credit',
    broken: `
      select account_id, count(*), min(rank), max(rank), min(credit) from subscription where ended_no = 0
       group by account_id
      having min(rank) <> 1 or max(rank) <> count(*) or count(distinct rank) <> count(*) or min(credit) < 0`,
  },
  {
    law: 'a product has one trial, prolonged within the limit of the offer',
    broken: `
      select a.id, x.product_code, sum(x.days) from account a
        join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
        join trial_extension x on x.account_id = a.id
       group by a.id, x.product_code, o.terms
      having sum(x.days) > (o.terms ->> 'trialExtensionLimitDays')::int`,
  },
  {
    law: 'after the end of a contract nothing runs, nothing is due and no bonus is left',
    broken: `
      select a.id, a.next_due, v.state, g.remaining from account a
        left join subscription v on v.account_id = a.id and v.ended_no = 0 and not exists (
          select from certificate h where h.account_id = v.account_id and h.subscription_id = v.id and h.passed_at is not null)
        left join bonus_grant g on g.account_id = a.id and g.remaining > 0 and g.created_at <= (
          select done_at from termination t where t.account_id = a.id) and g.revoked_at is null
         and (g.expires_at is null or g.expires_at > (select at from sandbox_clock))
       where a.state = 'terminated' and (a.next_due is not null and not exists (
               select from certificate h where h.account_id = a.id and h.passed_at is not null) or v.id is not null or g.id is not null)`,
  },
  {
    law: 'money goes back only after the contract ended, and after the signed correction where the offer asks for one',
    broken: `
      select r.account_id, r.id from refund_request r join account a on a.id = r.account_id
        join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
        left join termination t on t.account_id = a.id and t.done_at <= r.requested_at
        left join signed_copy c on c.account_id = a.id and c.document_id = r.document_id
       where t.id is null or (r.state = 'paid' and r.document_id is not null and c.document_id is null
         and (o.terms -> 'refund' ->> 'needsSignedCorrection')::boolean)`,
  },
  {
    law: 'each refund that was paid is one entry by bank and one for each part to a card, together of its amount',
    broken: `
      select r.id, r.amount, r.state, e.money, e.parts, c.parts as on_cards from refund_request r
        cross join lateral (
          select coalesce(sum(money), 0) as money, count(*) as parts from entry
           where account_id = r.account_id and kind = 'refund' and subject ->> 'id' = r.id::text) e
        cross join lateral (
          select coalesce(sum(amount), 0) as amount, count(*) as parts from provider_refund
           where account_id = r.account_id and refund_request_id = r.id and state = 'succeeded') c
       where case when r.state = 'paid' then e.money <> -r.amount or e.parts <> c.parts + (c.amount < r.amount)::int
                  else e.money <> -c.amount or e.parts <> c.parts end
      union all
      select null, null, null, e.money, 1, null from entry e
       where e.kind = 'refund' and e.subject ->> 'type' = 'refund'
         and not exists (select from refund_request r where r.account_id = e.account_id and r.id::text = e.subject ->> 'id')`,
  },
  {
    law: 'what was given of a receipt are the top-ups that stand, each of its part, and never more than was received',
    broken: `
      select r.id, r.amount, r.allocated, r.returned, coalesce(sum(p.amount), 0) as parts, coalesce(sum(e.money), 0) as credited
        from receipt r
        left join receipt_part p on p.receipt_id = r.id and p.undone_at is null
        left join entry e on e.account_id = p.account_id and e.id = p.entry_id and e.kind = 'top_up' and e.money = p.amount
         and not exists (select from entry x where x.account_id = e.account_id and x.reverses = e.id)
       group by r.id
      having r.allocated <> coalesce(sum(p.amount), 0) or r.allocated <> coalesce(sum(e.money), 0)
          or r.allocated + r.returned > r.amount`,
  },
  {
    law: 'a top-up that stands is a part of a receipt',
    broken: `
      select e.account_id, e.seq from entry e
       where e.kind = 'top_up' and not exists (select from entry x where x.account_id = e.account_id and x.reverses = e.id)
         and not exists (select from receipt_part p where p.account_id = e.account_id and p.entry_id = e.id and p.undone_at is null)`,
  },
  {
    law: 'a crediting of a customer with requisites has one closing document of its amount',
    broken: `
      select p.account_id, p.paper, p.amount, count(d.id) from receipt_part p
        join customer_profile c on c.account_id = p.account_id
        left join document d on d.account_id = p.account_id and d.kind = 'upd' and d.source = p.paper
       where p.undone_at is null
       group by p.account_id, p.paper, p.amount having count(d.id) <> 1 or min(d.amount) <> p.amount`,
  },
  {
    law: 'every product with an address was told where each of its subscriptions stands, whatever brought it there',
    broken: `
      select s.account_id, s.id, s.state, a.state as account_state, a.held_ground, t.state as told
        from subscription s join account a on a.id = s.account_id
        left join webhook_standing t on t.account_id = s.account_id and t.subscription_id = s.id
       where exists (select from webhook_endpoint e where e.product_code = s.product_code) and t.state is distinct from
             case when s.state = 'ended' then 'ended'
                  when a.held_ground is not null or a.state in ('frozen', 'erased') then 'suspended' else s.state end`,
  },
  { law: 'no account is parked', broken: 'select * from parked_account' },
];
