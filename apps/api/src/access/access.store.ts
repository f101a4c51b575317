import { Injectable } from '@nestjs/common';
import type { AccessGrantDto } from '@rocket/contracts';
import { addDays, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

export interface NewAccessGrant {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  readonly quantity: number;
  readonly days: number | null;
  readonly untilOn: LocalDate | null;
  readonly reason: string;
  readonly grantedBy: string;
  /** The promotion that gives it; null: a member of staff does. */
  readonly promotionId: string | null;
}

export interface AccessGrantRecord {
  readonly id: string;
  readonly accountId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  readonly state: AccessGrantDto['state'];
  readonly subscriptionId: string | null;
  readonly begunOn: LocalDate | null;
}

/** Its term is taken by a period of a subscription, all at once. */
type TermColumns =
  | {
      readonly begun_on: null;
      readonly subscription_id: null;
      readonly period_end: null;
      readonly paid_to: null;
      readonly ended_on: null;
    }
  | {
      readonly begun_on: LocalDate;
      readonly subscription_id: string;
      /** Of the charge that took it. */
      readonly period_end: LocalDate;
      /** Of the subscription. */
      readonly paid_to: LocalDate;
      readonly ended_on: LocalDate | null;
    };

type PromotionColumns =
  | { readonly promotion_id: null; readonly promotion_name: null }
  | { readonly promotion_id: string; readonly promotion_name: string };

/** A row of `SELECT`. */
type GrantRow = TermColumns &
  PromotionColumns & {
    readonly account_id: string;
    readonly id: string;
    readonly product_code: string;
    readonly product_name: string;
    readonly quantity: number;
    readonly days: number | null;
    readonly until_on: LocalDate | null;
    readonly state: AccessGrantDto['state'];
    readonly reason: string;
    readonly granted_by: string;
    readonly granted_at: Date;
    readonly cut_to: LocalDate | null;
    readonly revoked_at: Date | null;
    readonly revoked_by: string | null;
    readonly revoke_reason: string | null;
  };

/** Rows of a grant with what became of it: it runs while its own period is the one in use. */
const SELECT = `
  select g.*, d.name as product_name, m.name as promotion_name, c.period_end, s.paid_to, s.ended_on,
         case when g.revoked_at is not null then 'revoked'
              when g.begun_on is null
                then case when a.state in ('terminated', 'erased') or g.until_on < $1::date then 'over' else 'waiting' end
              when s.state = 'active' and s.free_quantity is not null and s.period_start = g.begun_on then 'running'
              else 'over' end as state
    from access_grant g
    join account a on a.id = g.account_id
    join product d on d.code = g.product_code
    left join promotion m on m.id = g.promotion_id
    left join charge c on c.account_id = g.account_id and c.access_grant_id = g.id
    left join subscription s on s.account_id = g.account_id and s.id = g.subscription_id`;

@Injectable()
export class AccessStore {
  /** False when this very grant was there already: a request sent twice, or a promotion that gave it before. */
  async insert(tx: EntityManager, grant: NewAccessGrant, now: Date): Promise<boolean> {
    const inserted: unknown[] = await tx.query(
      `insert into access_grant (account_id, id, product_code, quantity, days, until_on, reason, granted_by, granted_at, promotion_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
      [
        grant.accountId,
        grant.id,
        grant.productCode,
        grant.quantity,
        grant.days,
        grant.untilOn,
        grant.reason,
        grant.grantedBy,
        now,
        grant.promotionId,
      ],
    );
    return inserted.length > 0;
  }

  /** @throws ApiError `not_found` */
  async accountOf(tx: EntityManager, id: string): Promise<string> {
    const [row]: { account_id: string }[] = await tx.query(
      'select account_id from access_grant where id = $1',
      [id],
    );
    if (!row) throw notFound('Такого бесплатного доступа нет');
    return row.account_id;
  }

  async read(tx: EntityManager, accountId: string, id: string, today: LocalDate): Promise<AccessGrantRecord> {
    const [row]: [GrantRow] = await tx.query(`${SELECT} where g.account_id = $2 and g.id = $3`, [
      today,
      accountId,
      id,
    ]);
    return {
      id: row.id,
      accountId: row.account_id,
      productCode: row.product_code,
      productName: row.product_name,
      quantity: row.quantity,
      state: row.state,
      subscriptionId: row.subscription_id,
      begunOn: row.begun_on,
    };
  }

  async revoke(
    tx: EntityManager,
    grant: AccessGrantRecord,
    act: { at: Date; by: string; reason: string; cutTo: LocalDate | null },
  ): Promise<void> {
    await tx.query(
      `update access_grant set revoked_at = $3, revoked_by = $4, revoke_reason = $5, cut_to = $6
        where account_id = $1 and id = $2`,
      [grant.accountId, grant.id, act.at, act.by, act.reason, act.cutTo],
    );
  }

  async view(tx: EntityManager, accountId: string, id: string, today: LocalDate): Promise<AccessGrantDto> {
    const [row]: [GrantRow] = await tx.query(`${SELECT} where g.account_id = $2 and g.id = $3`, [
      today,
      accountId,
      id,
    ]);
    return toDto(row);
  }

  async list(tx: EntityManager, accountId: string, today: LocalDate, request: PageRequest) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: GrantRow[] = await tx.query(
      `${SELECT} where g.account_id = $2 and ($3::timestamptz is null or (g.granted_at, g.id) < ($3, $4::uuid))
        order by g.granted_at desc, g.id desc limit $5`,
      [today, accountId, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(rows, request, toDto, (row) => [row.granted_at.toISOString(), row.id]);
  }
}

const toDto = (row: GrantRow): AccessGrantDto => ({
  id: row.id,
  productCode: row.product_code,
  productName: row.product_name,
  quantity: row.quantity,
  days: row.days,
  untilOn: row.until_on,
  state: row.state,
  from: row.begun_on,
  to: lastDayOf(row),
  subscriptionId: row.subscription_id,
  promotion: row.promotion_id === null ? null : { id: row.promotion_id, name: row.promotion_name },
  reason: row.reason,
  grantedBy: row.granted_by,
  grantedAt: row.granted_at.toISOString(),
  revokedBy: row.revoked_by,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  revokeReason: row.revoke_reason,
});

/** The last day of use: as it stands while it runs (an outage moves it), else as it was. */
function lastDayOf(row: GrantRow): LocalDate | null {
  if (row.begun_on === null) return null;
  if (row.cut_to !== null) return row.cut_to;
  const planned = addDays(row.state === 'running' ? row.paid_to : row.period_end, -1);
  return row.ended_on !== null && row.ended_on < planned ? row.ended_on : planned;
}
