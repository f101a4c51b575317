import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@rocket/kernel';
import type { EntitlementFacts } from './entitlement.rows';
import { ProductDatabase } from '../platform/product-database';
import { toKeyFacts, type KeyRow, type ProductKeyFacts } from './product-key.rows';

interface Row {
  readonly account_id: string | null;
  readonly account_state: EntitlementFacts['accountState'];
  readonly held_ground: string | null;
  readonly time_zone: string;
  readonly grace_days: number;
  readonly state: EntitlementFacts['state'];
  readonly quantity: number | null;
  readonly paid_to: LocalDate | null;
  readonly suspended_on: LocalDate | null;
  readonly period_start: LocalDate | null;
  readonly is_free: boolean;
  readonly follows: boolean;
  readonly has_limits: boolean;
  readonly holds_until: LocalDate | null;
}

/** What the migration 20261121140200 tells changes of. A column more here asks for a trigger more there. */
const FACTS = `a.id as account_id, a.state as account_state, a.held_ground, l.time_zone,
  coalesce((o.terms ->> 'entitlementGraceDays')::int, 0) as grace_days,
  s.state, s.quantity, s.paid_to::text, s.suspended_on::text, s.period_start::text, s.free_quantity is not null as is_free,
  exists (select from subscription e where e.account_id = a.id and e.product_code = p.code and e.ended_no > 0
             and e.period_start is not null and e.paid_to = s.period_start) as follows,
  exists (select from subscription e join price c on c.id = e.price_id
           where e.account_id = a.id and e.product_code = p.code and c.limits <> '[]') as has_limits,
  (select min(e.period_start)::text from subscription e where e.account_id = a.id and e.product_code = p.code
      and e.ended_no = 0 and e.period_start > t.today) as holds_until`;
/** `now` is the parameter with the business time. Of packages the one in use that ends last. */
const behindAccount = (now: string): string => `left join seller l on l.code = a.seller_code
  cross join lateral (select (${now}::timestamptz at time zone l.time_zone)::date as today) t
  left join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
  left join lateral (select * from subscription e where e.account_id = a.id and e.product_code = p.code
                      order by e.ended_no = 0 desc, e.ended_no desc, e.period_start > t.today, e.paid_to desc limit 1) s on true`;

const BY_KEY = {
  name: 'entitlement_by_key',
  text: `select k.id as key_id, k.product_code, k.more_products, k.scopes, k.expires_at,
      (select g.id from signing_key g where g.signs_from <= $3 and g.retired_at is null
        order by g.signs_from desc, g.created_at desc limit 1) as signing_key, ${FACTS}
    from product_key k join product p on p.code = k.product_code
    left join account a on a.seller_code = p.seller_code and a.amocrm_account_id = $2
    ${behindAccount('$4')}
   where k.hash = $1 and k.revoked_at is null`,
};
const BY_PAIRS = {
  name: 'entitlements_by_pairs',
  text: `select q.product, q.account::text as amocrm_account, ${FACTS}
    from unnest($1::text[], $2::bigint[]) as q (product, account)
    join product p on p.code = q.product
    left join account a on a.seller_code = p.seller_code and a.amocrm_account_id = q.account
    ${behindAccount('$3')}`,
};

export interface Pair {
  readonly product: string;
  readonly account: number;
}

export const nameOfPair = ({ product, account }: Pair): string => `${product} ${account}`;

/** What answers to products are made of. Decides nothing. */
@Injectable()
export class EntitlementStore {
  constructor(private readonly db: ProductDatabase) {}

  /** A key that is not revoked, the facts of its first product in an account, and which key signs; null when there is no such key. */
  async byKey(
    hash: Buffer,
    account: number,
    at: { readonly real: Date; readonly business: Date },
  ): Promise<{ key: ProductKeyFacts; facts: EntitlementFacts | null; signingKey: string | null } | null> {
    const [row] = await this.db.rows<Row & KeyRow & { signing_key: string | null }>(BY_KEY, [
      hash,
      account,
      at.real,
      at.business,
    ]);
    return row ? { key: toKeyFacts(row), facts: toFacts(row), signingKey: row.signing_key } : null;
  }

  /** By the names of pairs; those that lead to no account of amoCRM are left out. */
  async ofPairs(pairs: readonly Pair[], now: Date): Promise<Map<string, EntitlementFacts>> {
    const rows = await this.db.rows<Row & { product: string; amocrm_account: string }>(BY_PAIRS, [
      pairs.map(({ product }) => product),
      pairs.map(({ account }) => account),
      now,
    ]);
    const found = new Map<string, EntitlementFacts>();
    for (const row of rows) {
      const facts = toFacts(row);
      if (facts) found.set(nameOfPair({ product: row.product, account: Number(row.amocrm_account) }), facts);
    }
    return found;
  }
}

const toFacts = (row: Row): EntitlementFacts | null =>
  row.account_id === null
    ? null
    : {
        accountId: row.account_id,
        accountState: row.account_state,
        heldGround: row.held_ground,
        timeZone: row.time_zone,
        graceDays: row.grace_days,
        state: row.state,
        quantity: row.quantity ?? 0,
        paidTo: row.paid_to,
        suspendedOn: row.suspended_on,
        periodStart: row.period_start,
        isFree: row.is_free,
        follows: row.follows,
        hasLimits: row.has_limits,
        holdsUntil: row.holds_until,
      };
