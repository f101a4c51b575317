import { Injectable } from '@nestjs/common';
import type { AnnouncePriceChangeDto, PricePlanDto } from '@rocket/contracts';
import { dayOf, type Currency, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { shapeView, unitPriceView, type PriceRow } from '../storefront/price.rows';

interface PlanRow extends PriceRow {
  readonly id: string;
  readonly product_code: string;
  readonly product_name: string;
  readonly currency: Currency;
  readonly time_zone: string;
  readonly period: string;
  readonly wish: AnnouncePriceChangeDto | null;
  readonly effective_on: LocalDate;
  readonly tell_on: LocalDate | null;
  readonly at: Date;
  readonly by: string;
  readonly announced_at: Date | null;
  readonly accounts_told: number | null;
  readonly cancelled_by: string | null;
  readonly held_because: string | null;
}

/** A planned change that nobody was told of yet. */
export interface WaitingPlan {
  readonly id: string;
  readonly productCode: string;
  readonly wish: AnnouncePriceChangeDto;
  readonly plannedBy: string;
}

/** Names of staff for `staff:<id>`; what no person did keeps its own name. */
const NAME_OF = (column: string): string =>
  `coalesce((select m.name from staff_member m where 'staff:' || m.id = ${column}), ${column})`;

/** Plans that wait or came to nothing, and every announced change: one that was planned stands once, as announced. */
const ALL = `
  select x.*, d.name as product_name, s.currency, s.time_zone, p.unit_price::text as unit_price, p.tiers, p.tier_mode, p.pack_size
    from (
      select g.id, g.product_code, g.wish ->> 'period' as period, null::uuid as price_id, g.wish,
             (g.wish ->> 'effectiveOn')::date as effective_on, g.tell_on, g.planned_at as at, ${NAME_OF('g.planned_by')} as by,
             null::timestamptz as announced_at, null::integer as accounts_told, ${NAME_OF('g.cancelled_by')} as cancelled_by,
             g.held_because
        from price_plan g where g.change_id is null
      union all
      select c.id, c.product_code, c.period, c.price_id, null, c.effective_on, null, coalesce(g.planned_at, c.announced_at),
             ${NAME_OF('c.announced_by')}, c.announced_at, c.accounts_told, null, null
        from price_change c left join price_plan g on g.change_id = c.id) x
    join product d on d.code = x.product_code
    join seller s on s.code = d.seller_code
    left join price p on p.id = x.price_id`;

/** Price changes that wait for their day. */
@Injectable()
export class PricePlanStore {
  async insert(
    tx: EntityManager,
    plan: WaitingPlan & { readonly tellOn: LocalDate; readonly tellAt: Date },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into price_plan (id, product_code, wish, tell_on, tell_at, planned_at, planned_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [plan.id, plan.productCode, JSON.stringify(plan.wish), plan.tellOn, plan.tellAt, now, plan.plannedBy],
    );
  }

  async due(tx: EntityManager, now: Date): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select id from price_plan where change_id is null and cancelled_at is null and held_because is null and tell_at <= $1
        order by tell_at, id`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  async nextDue(tx: EntityManager, after: Date): Promise<Date | null> {
    const [row]: { at: Date | null }[] = await tx.query(
      `select min(tell_at) as at from price_plan
        where change_id is null and cancelled_at is null and held_because is null and tell_at > $1`,
      [after],
    );
    return row?.at ?? null;
  }

  /** Locks a plan that nobody was told of, cancelled or held; null when it is no longer one. */
  async claim(tx: EntityManager, id: string): Promise<WaitingPlan | null> {
    const [row]: { id: string; product_code: string; wish: AnnouncePriceChangeDto; planned_by: string }[] =
      await tx.query(
        `select id, product_code, wish, planned_by from price_plan
          where id = $1 and change_id is null and cancelled_at is null and held_because is null for update`,
        [id],
      );
    return row
      ? { id: row.id, productCode: row.product_code, wish: row.wish, plannedBy: row.planned_by }
      : null;
  }

  async announced(tx: EntityManager, id: string, changeId: string): Promise<void> {
    await tx.query('update price_plan set change_id = $2 where id = $1', [id, changeId]);
  }

  async hold(tx: EntityManager, id: string, because: string): Promise<void> {
    await tx.query('update price_plan set held_because = $2 where id = $1', [id, because]);
  }

  async cancel(tx: EntityManager, id: string, by: string, now: Date): Promise<void> {
    await tx.query('update price_plan set cancelled_at = $2, cancelled_by = $3 where id = $1', [id, now, by]);
  }

  /** A plan by its own id, or the change it became, by either. @throws ApiError `not_found` */
  async view(tx: EntityManager, id: string, now: Date): Promise<PricePlanDto> {
    const [row]: PlanRow[] = await tx.query(
      `${ALL} where x.id = $1 or x.id = (select g.change_id from price_plan g where g.id = $1)`,
      [id],
    );
    if (!row) throw notFound('Такого изменения цены нет');
    return toDto(row, now);
  }

  async list(tx: EntityManager, request: PageRequest, now: Date) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: PlanRow[] = await tx.query(
      `${ALL} where $1::timestamptz is null or (x.at, x.id) < ($1, $2::uuid) order by x.at desc, x.id desc limit $3`,
      [cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, now),
      (row) => [row.at.toISOString(), row.id],
    );
  }
}

function toDto(row: PlanRow, now: Date): PricePlanDto {
  const { wish, currency } = row;
  const { tiers, tierMode, packSize } = wish ?? {};
  const shape = wish
    ? { ...(tiers ? { tiers } : {}), ...(tierMode ? { tierMode } : {}), ...(packSize ? { packSize } : {}) }
    : shapeView(
        { tiers: row.tiers ?? null, tierMode: row.tier_mode ?? null, packSize: row.pack_size },
        currency,
      );
  return {
    id: row.id,
    state: stateOf(row, now),
    productCode: row.product_code,
    productName: row.product_name,
    period: row.period,
    unitPrice: unitPriceView(wish?.unitPrice.amount ?? row.unit_price, currency),
    ...shape,
    effectiveOn: row.effective_on,
    tellOn: row.tell_on ?? dayOf(row.announced_at!, row.time_zone),
    announcedAt: row.announced_at?.toISOString() ?? null,
    accountsTold: row.accounts_told,
    plannedBy: row.by,
    plannedAt: row.at.toISOString(),
    cancelledBy: row.cancelled_by,
    heldBecause: row.held_because,
  };
}

function stateOf(row: PlanRow, now: Date): PricePlanDto['state'] {
  if (row.cancelled_by !== null) return 'cancelled';
  if (row.held_because !== null) return 'held';
  if (row.announced_at === null) return 'planned';
  return row.effective_on <= dayOf(now, row.time_zone) ? 'in_effect' : 'announced';
}
