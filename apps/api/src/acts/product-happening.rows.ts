import { HAPPENINGS } from './happening.rows';

/**
 * What happened to one product of account $1 ($5 is its code), in the columns of `HAPPENINGS`: its connections and ends,
 * suspensions, trials, answers to prices; which version of the price was charged from when; and the acts of people that were
 * done to it. Those that were refused changed nothing.
 */
export const PRODUCT_HAPPENINGS: readonly {
  readonly kind: 'subscriptions' | 'acts';
  readonly select: string;
}[] = [
  ...HAPPENINGS.subscriptions.map((select) => ({ kind: 'subscriptions' as const, select })),
  {
    kind: 'subscriptions',
    select: `
      select min(c.recorded_at), c.subscription_id || ':' || c.price_id || ':price-charged', false, 'price_charged', null, null,
             jsonb_build_object('productCode', s.product_code, 'unitPrice', trim_scale(p.unit_price)::text, 'period', p.period,
                                'from', min(c.period_start), 'currency', l.currency), null, null
        from charge c join subscription s on s.account_id = c.account_id and s.id = c.subscription_id
        join price p on p.id = c.price_id join account a on a.id = c.account_id join seller l on l.code = a.seller_code
       where c.account_id = $1 group by c.subscription_id, c.price_id, s.product_code, p.unit_price, p.period, l.currency`,
  },
  {
    kind: 'acts',
    select: `
      select e.at, e.id || ':act', false, e.action, e.actor, null,
             e.told || jsonb_build_object('productCode', coalesce(e.told ->> 'productCode', s.product_code), 'result', e.result),
             null, null
        from audit_event e left join subscription s on s.account_id = e.account_id and s.id::text = e.target ->> 'id'
         and e.action in ('changeSubscription', 'endSubscription')
       where e.account_id = $1 and e.result in ('done', 'asked')`,
  },
];
