import { Injectable } from '@nestjs/common';
import type { Audience, Promotion, PromotionPast } from '@rocket/catalog';
import type { PromotionDto } from '@rocket/contracts';
import { dayOf, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

interface RuleRow {
  readonly id: string;
  readonly name: string;
  readonly opens_on: LocalDate;
  readonly closes_on: LocalDate;
  readonly audience: Audience;
  readonly most_units: number | null;
  readonly days: number | null;
  readonly until_on: LocalDate | null;
  readonly created_at: Date;
}

interface ViewRow extends RuleRow {
  readonly seller_code: string;
  readonly time_zone: string;
  readonly products: PromotionDto['products'];
  readonly accounts: number;
  readonly created_by: string;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
}

export interface NewPromotion extends Promotion {
  readonly sellerCode: string;
  readonly productCodes: readonly string[];
  readonly createdBy: string;
}

/** A member of staff by name for `staff:<id>`. */
const NAME_OF = (column: string): string =>
  `coalesce((select m.name from staff_member m where 'staff:' || m.id = ${column}), ${column})`;

const VIEW = `
  select p.*, s.time_zone, ${NAME_OF('p.created_by')} as created_by, ${NAME_OF('p.ended_by')} as ended_by,
         (select jsonb_agg(jsonb_build_object('code', d.code, 'name', d.name) order by d.name, d.code)
            from promotion_product x join product d on d.code = x.product_code where x.promotion_id = p.id) as products,
         (select count(distinct g.account_id)::int from access_grant g where g.promotion_id = p.id) as accounts
    from promotion p join seller s on s.code = p.seller_code`;

/** Promotions, and what of an account they ask about. */
@Injectable()
export class PromotionStore {
  async insert(tx: EntityManager, promotion: NewPromotion): Promise<void> {
    const { gives } = promotion;
    await tx.query(
      `insert into promotion (id, seller_code, name, opens_on, closes_on, audience, most_units, days, until_on, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        promotion.id,
        promotion.sellerCode,
        promotion.name,
        promotion.opensOn,
        promotion.closesOn,
        promotion.audience,
        promotion.mostUnits,
        'days' in gives ? gives.days : null,
        'days' in gives ? null : gives.untilOn,
        promotion.createdAt,
        promotion.createdBy,
      ],
    );
    await tx.query(
      'insert into promotion_product (promotion_id, product_code) select $1, * from unnest($2::text[])',
      [promotion.id, promotion.productCodes],
    );
  }

  /** False when somebody has ended it before. */
  async end(tx: EntityManager, id: string, by: string, now: Date): Promise<boolean> {
    const [ended] = (await tx.query(
      'update promotion set ended_at = $2, ended_by = $3 where id = $1 and ended_at is null returning id',
      [id, now, by],
    )) as [unknown[], number];
    return ended.length > 0;
  }

  /** Promotions of products that nobody has ended and that are not over before a day, by product. */
  async live(
    tx: EntityManager,
    productCodes: readonly string[] | { readonly sellerCode: string },
    notBefore: LocalDate,
  ): Promise<Map<string, Promotion[]>> {
    const ofSeller = 'sellerCode' in productCodes ? productCodes.sellerCode : null;
    const rows: (RuleRow & { product_code: string })[] = await tx.query(
      `select p.*, x.product_code from promotion p join promotion_product x on x.promotion_id = p.id
        where p.ended_at is null and p.closes_on >= $2
          and case when $3::text is null then x.product_code = any($1::text[]) else p.seller_code = $3 end`,
      [ofSeller === null ? productCodes : [], notBefore, ofSeller],
    );
    const byProduct = new Map<string, Promotion[]>();
    for (const row of rows)
      byProduct.set(row.product_code, [...(byProduct.get(row.product_code) ?? []), toRule(row)]);
    return byProduct;
  }

  /** What an account has had of a product. The caller holds its lock when something is to be given. */
  async past(
    tx: EntityManager,
    account: { readonly id: string; readonly timeZone: string },
    productCode: string,
    today: LocalDate,
  ): Promise<PromotionPast> {
    const [row]: { first_at: Date | null; last_on: LocalDate | null; taken: string[] | null }[] =
      await tx.query(
        `select min(s.started_at) as first_at,
              -- Ended by hand, it was there that day still; else the day it ended was the first one without it.
              max(case when s.product_code <> $2 then null
                       when s.ended_no = 0 then $3::date
                       when s.ended_because = 'by_hand' then s.ended_on
                       else s.ended_on - 1 end) as last_on,
              (select array_agg(g.promotion_id) from access_grant g
                where g.account_id = $1 and g.product_code = $2 and g.promotion_id is not null) as taken
         from subscription s where s.account_id = $1`,
        [account.id, productCode, today],
      );
    return {
      firstConnectedOn: row?.first_at ? dayOf(row.first_at, account.timeZone) : null,
      lastConnectedOn: row?.last_on ?? null,
      taken: new Set(row?.taken ?? []),
    };
  }

  /**
   * How many accounts of the seller that are still its customers a promotion of a product is for as things stand, and how many
   * have the product and get nothing.
   */
  async reach(
    tx: EntityManager,
    of: {
      readonly sellerCode: string;
      readonly productCode: string;
      readonly audience: Audience;
      readonly opensAt: Date;
    },
  ): Promise<{ accounts: number; connected: number }> {
    const [row]: { accounts: number; connected: number }[] = await tx.query(
      `select count(*) filter (where not x.connected and ($3 = 'everyone' or not x.older))::int as accounts,
              count(*) filter (where x.connected)::int as connected
         from (select exists (select from subscription s where s.account_id = a.id and s.product_code = $2 and s.ended_no = 0) as connected,
                      exists (select from subscription s where s.account_id = a.id and s.started_at < $4) as older
                 from account a where a.seller_code = $1 and a.state not in ('terminated', 'erased')) x`,
      [of.sellerCode, of.productCode, of.audience, of.opensAt],
    );
    return row!;
  }

  /** @throws ApiError `not_found` */
  async view(tx: EntityManager, id: string, now: Date): Promise<PromotionDto> {
    const [row]: ViewRow[] = await tx.query(`${VIEW} where p.id = $1`, [id]);
    if (!row) throw notFound('Такой акции нет');
    return toDto(row, now);
  }

  async list(tx: EntityManager, request: PageRequest, now: Date) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: ViewRow[] = await tx.query(
      `${VIEW} where $1::timestamptz is null or (p.created_at, p.id) < ($1, $2::uuid)
        order by p.created_at desc, p.id desc limit $3`,
      [cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, now),
      (row) => [row.created_at.toISOString(), row.id],
    );
  }
}

const toRule = (row: RuleRow): Promotion => ({
  id: row.id,
  name: row.name,
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  audience: row.audience,
  mostUnits: row.most_units,
  gives: row.days === null ? { untilOn: row.until_on! } : { days: row.days },
  createdAt: row.created_at,
});

function toDto(row: ViewRow, now: Date): PromotionDto {
  const today = dayOf(now, row.time_zone);
  return {
    id: row.id,
    name: row.name,
    seller: row.seller_code,
    products: row.products,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    audience: row.audience,
    mostUnits: row.most_units,
    days: row.days,
    untilOn: row.until_on,
    state: row.ended_at
      ? 'ended'
      : row.closes_on < today
        ? 'closed'
        : row.opens_on > today
          ? 'planned'
          : 'open',
    accounts: row.accounts,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    endedBy: row.ended_by,
  };
}
