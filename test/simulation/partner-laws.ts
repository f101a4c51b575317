import type { RowLaw } from './row-laws';

/** What holds over partners, their customers and rewards after any history (rule 34). */
export const PARTNER_LAWS: readonly RowLaw[] = [
  {
    law: 'of no customer a partner loses more than it earned, and no entry is rewarded twice',
    broken: `
      select * from (
        select account_id, brought_id, month, upto_seq - lag(upto_seq) over w as step,
               sum(case kind when 'earned' then counted else -counted end) over w as counted,
               sum(case kind when 'earned' then amount else -amount end) over w as earned
          from partner_reward window w as (partition by account_id, brought_id order by month)) x
       where counted < 0 or earned < 0 or step <= 0`,
  },
  {
    law: 'a customer has the partner whose customer it is now, and months of partners are told without a hole',
    broken: `
      select a.id::text, a.brought_by::text, b.account_id::text from account a
        full join (select * from brought_customer where until is null) b on b.customer_id = a.id and b.account_id = a.brought_by
       where (a.brought_by is not null or b.id is not null) and (a.brought_by is null or b.id is null)
      union all
      select m.account_id::text, m.month::text, p.since::text from partnership p join rewarded_month m on m.account_id = p.account_id
       where m.month > coalesce((select min(e.since) from ended_partnership e where e.account_id = p.account_id), p.since)
         -- A contract made after a rest begins anew.
         and m.month <> p.since
         and not exists (select from ended_partnership e where e.account_id = m.account_id and e.since = m.month)
         and not exists (select from rewarded_month o where o.account_id = m.account_id and o.month = (m.month - interval '1 month')::date)`,
  },
];
