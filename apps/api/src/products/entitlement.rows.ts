import type { LocalDate } from '@rocket/kernel';

/** What is known of one account and one product. What depends on the time of asking is judged when it is asked. */
export interface EntitlementFacts {
  readonly accountId: string;
  readonly accountState: 'active' | 'suspended' | 'frozen' | 'erased' | 'terminated';
  readonly heldGround: string | null;
  readonly timeZone: string;
  /** Days of use the offer's terms give after a suspension; usually none. */
  readonly graceDays: number;
  /** Requests a second about the account that the offer's terms allow; null: as many as come. */
  readonly requestsPerSecond: number | null;
  /** Of the subscription that lives, else of the one that ended last; null when there never was one. */
  readonly state: 'trial' | 'active' | 'suspended' | 'ended' | null;
  readonly quantity: number;
  /** First day not paid for. */
  readonly paidTo: LocalDate | null;
  readonly suspendedOn: LocalDate | null;
  readonly periodStart: LocalDate | null;
  readonly isFree: boolean;
  /** The period in use follows the paid days of an earlier connection, which go on until then. */
  readonly follows: boolean;
  /** Some price of it included limits, so that their use belongs to the answer. */
  readonly hasLimits: boolean;
  /**
   * Of packages the one in use that ends last stands here; from this day on another may. Null: until something changes.
   */
  readonly holdsUntil: LocalDate | null;
  /** The product has projects and the question named none. */
  readonly needsProject: boolean;
  /** The code of the tariff in use; null: the product has one without a name. */
  readonly tariff: string | null;
}

/** What the migration 20261121140200 tells changes of. A column more here asks for a trigger more there. */
const factsOf = (
  project: string,
): string => `a.id as account_id, a.state as account_state, a.held_ground, l.time_zone,
  coalesce((o.terms ->> 'entitlementGraceDays')::int, 0) as grace_days,
  (o.terms ->> 'apiRateLimitPerSecond')::int as requests_per_second,
  s.state, s.quantity, s.paid_to::text, s.suspended_on::text, s.period_start::text, s.free_quantity is not null as is_free,
  exists (select from subscription e where e.account_id = a.id and e.product_code = p.code and e.ended_no > 0 and e.ended_because is distinct from 'transferred'
             and e.project_id is not distinct from ${project} and e.period_start is not null and e.paid_to = s.period_start) as follows,
  exists (select from subscription e join price c on c.id = e.price_id
           where e.account_id = a.id and e.product_code = p.code and c.limits <> '[]') as has_limits,
  p.instances = 'projects' and ${project} is null as needs_project,
  (select c.tariff from price c where c.id = s.price_id) as tariff,
  (select min(e.period_start)::text from subscription e where e.account_id = a.id and e.product_code = p.code
      and e.project_id is not distinct from ${project} and e.ended_no = 0 and e.period_start > t.today) as holds_until`;
/** `now` is the parameter with the business time. Of packages the one in use that ends last. */
const behindAccount = (now: string, project: string): string => `left join seller l on l.code = a.seller_code
  cross join lateral (select (${now}::timestamptz at time zone l.time_zone)::date as today) t
  left join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
  left join lateral (select * from subscription e where e.account_id = a.id and e.product_code = p.code
                         and e.project_id is not distinct from ${project}
                         -- Somebody else holds its certificate, or it is being given back.
                         and (e.package_no = 0 or not (
                           exists (select from certificate h where h.account_id = e.account_id and h.subscription_id = e.id
                                      and h.holder_name is not null)
                           or exists (select from refund_request f where f.account_id = e.account_id and f.subscription_id = e.id
                                         and f.state not in ('paid', 'rejected'))))
                      order by e.ended_no = 0 desc, e.ended_no desc, e.period_start > t.today, e.paid_to desc limit 1) s on true`;

const keyColumns = (
  real: string,
): string => `k.id as key_id, k.product_code, k.more_products, k.scopes, k.expires_at,
      (select g.id from signing_key g where g.signs_from <= ${real} and g.retired_at is null
        order by g.signs_from desc, g.created_at desc limit 1) as signing_key`;

/** A key and what it asks for in one: hash, account of amoCRM, the real time, the business time. */
export const BY_KEY = {
  name: 'entitlement_by_key',
  text: `select ${keyColumns('$3')}, ${factsOf('null::uuid')}
    from product_key k join product p on p.code = k.product_code
    left join account a on a.seller_code = p.seller_code and a.amocrm_account_id = $2
    ${behindAccount('$4', 'null::uuid')}
   where k.hash = $1 and k.revoked_at is null`,
};
/** The same for many who ask at once: hashes, accounts of amoCRM, the real time, the business time. */
export const BY_KEYS = {
  name: 'entitlements_by_keys',
  text: `select q.nth::int, ${keyColumns('$3')}, ${factsOf('null::uuid')}
    from unnest($1::bytea[], $2::bigint[]) with ordinality as q (hash, account, nth)
    join product_key k on k.hash = q.hash and k.revoked_at is null
    join product p on p.code = k.product_code
    left join account a on a.seller_code = p.seller_code and a.amocrm_account_id = q.account
    ${behindAccount('$4', 'null::uuid')}`,
};
/** Codes of products, accounts of amoCRM, the business time, projects. */
export const BY_PAIRS = {
  name: 'entitlements_by_pairs',
  text: `select q.product, q.account::text as amocrm_account, q.project, ${factsOf('q.project')}
    from unnest($1::text[], $2::bigint[], $4::uuid[]) as q (product, account, project)
    join product p on p.code = q.product
    left join account a on a.seller_code = p.seller_code and a.amocrm_account_id = q.account
    ${behindAccount('$3', 'q.project')}`,
};
