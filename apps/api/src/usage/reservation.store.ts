import { Injectable } from '@nestjs/common';
import type { UsageHold, UsageReservation } from '@rocket/billing';
import { Exact, type LocalDate } from '@rocket/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { bulkInsert } from '../platform/bulk';

/** What a reservation takes from one subscription. */
interface ReservationRow {
  readonly account_id: string;
  readonly id: string;
  readonly subscription_id: string;
  readonly place: number;
  readonly product_code: string;
  readonly unit: string;
  readonly quantity: string;
  readonly at: Date;
  readonly day: LocalDate;
  readonly expires_at: Date;
  readonly state: UsageReservation['state'];
  readonly confirmed: string | null;
  readonly made_at: Date;
  readonly settled_at: Date | null;
}

interface HoldRow {
  readonly account_id: string;
  readonly subscription_id: string;
  readonly unit: string;
  readonly day: LocalDate;
  readonly quantity: string;
}

/** Reservations, a row for each subscription they take from. Decides nothing. */
@Injectable()
export class ReservationStore {
  /** The account a product's reservation belongs to, before anything is locked. @throws ApiError `not_found` */
  async accountOf(tx: EntityManager, productCode: string, id: string): Promise<string> {
    const [row]: { account_id: string }[] = await tx.query(
      'select account_id from usage_reservation where id = $1 and product_code = $2 limit 1',
      [id, productCode],
    );
    if (!row) throw notFound('Такого резерва нет');
    return row.account_id;
  }

  /** The project it was made in; null: the product is used once in an account. */
  async projectOf(tx: EntityManager, accountId: string, id: string): Promise<string | null> {
    const [row]: { project_id: string | null }[] = await tx.query(
      `select s.project_id from usage_reservation r
         join subscription s on s.account_id = r.account_id and s.id = r.subscription_id
        where r.account_id = $1 and r.id = $2 limit 1`,
      [accountId, id],
    );
    return row?.project_id ?? null;
  }

  async find(tx: EntityManager, accountId: string, id: string): Promise<UsageReservation | null> {
    const rows: ReservationRow[] = await tx.query(
      'select * from usage_reservation where account_id = $1 and id = $2 order by place',
      [accountId, id],
    );
    const [first] = rows;
    if (!first) return null;
    return {
      id,
      unit: first.unit,
      at: first.at,
      day: first.day,
      parts: rows.map((row) => ({
        subscriptionId: row.subscription_id,
        quantity: new Exact(row.quantity),
      })),
      expiresAt: first.expires_at,
      state: first.state,
      confirmed: first.confirmed === null ? null : new Exact(first.confirmed),
    };
  }

  /** What reservations that live and open appointments keep from others, by account. The clock is looked at here: nothing has to expire them. */
  async holds(
    tx: EntityManager,
    accountIds: readonly string[],
    productCode: string,
    now: Date,
    without: string | null = null,
  ): Promise<Map<string, UsageHold[]>> {
    const rows: HoldRow[] = await tx.query(
      `select account_id, subscription_id, unit, day, sum(quantity) as quantity from (
         select account_id, subscription_id, unit, day, quantity from usage_reservation
          where account_id = any($1::uuid[]) and product_code = $2 and state = 'held' and expires_at > $3
            and id is distinct from $4::uuid
         union all
         select account_id, subscription_id, unit, day, 1 from appointment
          where account_id = any($1::uuid[]) and product_code = $2 and state in ('requested', 'scheduled')
            and id is distinct from $4::uuid) held
        group by account_id, subscription_id, unit, day`,
      [accountIds, productCode, now, without],
    );
    const found = new Map<string, UsageHold[]>();
    for (const row of rows) {
      const hold = {
        subscriptionId: row.subscription_id,
        unit: row.unit,
        day: row.day,
        quantity: new Exact(row.quantity),
      };
      const known = found.get(row.account_id);
      if (known) known.push(hold);
      else found.set(row.account_id, [hold]);
    }
    return found;
  }

  async insert(
    tx: EntityManager,
    accountId: string,
    productCode: string,
    { id, unit, at, day, parts, expiresAt }: UsageReservation,
    now: Date,
  ): Promise<void> {
    const same = (name: string, type: string, value: unknown) => ({
      name,
      type,
      values: parts.map(() => value),
    });
    await bulkInsert(tx, 'usage_reservation', [
      same('account_id', 'uuid', accountId),
      same('id', 'uuid', id),
      { name: 'subscription_id', type: 'uuid', values: parts.map(({ subscriptionId }) => subscriptionId) },
      { name: 'place', type: 'smallint', values: parts.map((_, index) => index) },
      same('product_code', 'text', productCode),
      same('unit', 'text', unit),
      { name: 'quantity', type: 'numeric', values: parts.map(({ quantity }) => quantity.toString()) },
      same('at', 'timestamptz', at),
      same('day', 'date', day),
      same('expires_at', 'timestamptz', expiresAt),
      same('state', 'text', 'held'),
      same('made_at', 'timestamptz', now),
    ]);
  }

  async settle(
    tx: EntityManager,
    accountId: string,
    id: string,
    settled: { readonly state: 'confirmed'; readonly confirmed: Exact } | { readonly state: 'released' },
    now: Date,
  ): Promise<void> {
    await tx.query(
      'update usage_reservation set state = $3, confirmed = $4, settled_at = $5 where account_id = $1 and id = $2',
      [accountId, id, settled.state, 'confirmed' in settled ? settled.confirmed.toString() : null, now],
    );
  }

  /** Forgets reservations whose time was over before `before`, `most` at a time. @returns how many were forgotten */
  async forget(db: DataSource, before: Date, most: number): Promise<number> {
    const [, forgotten]: [unknown, number] = await db.query(
      `delete from usage_reservation where ctid = any(array(
         select ctid from usage_reservation where expires_at < $1 limit $2))`,
      [before, most],
    );
    return forgotten;
  }
}
