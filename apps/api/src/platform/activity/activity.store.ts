import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * `visit`: a person of the customer in the panel or the widget; `usage`: a product counted something; `payment`: money came;
 * `restored`: staff lifted a block at the customer's request.
 */
export type ActivityKind = 'visit' | 'usage' | 'payment' | 'restored';

/** The last day on which each account was used. One row of an account, written at most once a day. */
@Injectable()
export class ActivityStore {
  /** What is blocked for want of use is not revived by use: that takes a word to support (QSockets 3.6.1). */
  async note(
    db: DataSource | EntityManager,
    accountIds: readonly string[],
    kind: ActivityKind,
    now: Date,
  ): Promise<void> {
    await db.query(
      `insert into account_activity as k (account_id, active_on, kind)
       select a.id, ($3::timestamptz at time zone s.time_zone)::date, $2
         from account a join seller s on s.code = a.seller_code
        where a.id = any($1::uuid[]) and a.held_ground is distinct from 'idle'
        order by a.id
       on conflict (account_id) do update set active_on = excluded.active_on, kind = excluded.kind
        where k.active_on < excluded.active_on`,
      [accountIds, kind, now],
    );
  }
}
