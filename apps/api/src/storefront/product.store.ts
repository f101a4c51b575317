import { Injectable } from '@nestjs/common';
import type { AppointmentRules } from '@rocket/billing';
import {
  catalogError,
  type NamedUnit,
  type OfferTerms,
  type PriceVersion,
  type QuantityFollows,
  type Tariff,
} from '@rocket/catalog';
import type { Language } from '@rocket/contracts';
import type { Currency, DomainError, LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

/** A product with everything its page shows. */
export interface ProductRecord {
  readonly code: string;
  readonly name: string;
  readonly kind: 'widget' | 'report' | 'integration' | 'module' | 'service';
  readonly tariffUnit: string;
  readonly quantityFollows: QuantityFollows;
  /** An account may use it several times side by side, each time as a project. */
  readonly hasProjects: boolean;
  /** None: it has one without a name. */
  readonly tariffs: readonly Tariff[];
  /** How many subscriptions free of charge an account may have of it at a time; null: as many as it likes. */
  readonly freeInstances: number | null;
  /** What units of its limits and prices are called; a unit not named here goes by its code. */
  readonly units: readonly NamedUnit[];
  /** null: its services are not rendered by appointment. */
  readonly appointments: AppointmentRules | null;
  /** Sold only to customers of this partner; null: to everybody. */
  readonly partner: string | null;
  readonly summary: string | null;
  readonly english: { readonly name: string; readonly summary: string | null } | null;
  /** SHA-256 of its picture in hex; null: there is none. */
  readonly pictureHash: string | null;
  readonly sellerCode: string;
  readonly currency: Currency;
  readonly timeZone: string;
  readonly terms: OfferTerms;
  readonly trialDays: number;
  readonly prices: readonly PriceVersion[];
}

interface PriceVersionRow {
  readonly id: string;
  readonly period: string;
  readonly tariff: string | null;
  readonly unit_price: string;
  readonly min_quantity: number;
  readonly valid_from: LocalDate;
  readonly version: number;
  readonly tiers: PriceVersion['tiers'];
  readonly tier_mode: PriceVersion['tierMode'];
  readonly pack_size: number | null;
  readonly limits: PriceVersion['limits'];
  readonly usage_prices: PriceVersion['usagePrices'];
  readonly is_package: boolean;
}

interface ProductRow {
  readonly code: string;
  readonly name: string;
  readonly kind: ProductRecord['kind'];
  readonly tariff_unit: string;
  readonly quantity_follows: QuantityFollows;
  readonly instances: 'one' | 'projects';
  readonly tariffs: readonly Tariff[] | null;
  readonly free_instances: number | null;
  readonly units: readonly NamedUnit[] | null;
  readonly appointments: AppointmentRules | null;
  readonly partner: string | null;
  readonly summary: string | null;
  readonly name_en: string | null;
  readonly summary_en: string | null;
  readonly picture_hash: string | null;
  readonly seller_code: string;
  readonly currency: Currency;
  readonly time_zone: string;
  readonly terms: OfferTerms;
  readonly trial_days: number | null;
  readonly prices: readonly PriceVersionRow[];
}

const SELECT = `
  select p.*, s.currency, s.time_zone, o.terms, (select x.hash from product_picture x where x.product_code = p.code) as picture_hash,
         coalesce((select jsonb_agg(to_jsonb(r) || jsonb_build_object('unit_price', r.unit_price::text) order by r.valid_from, r.version)
                     from price r where r.product_code = p.code), '[]') as prices
    from product p
    join seller s on s.code = p.seller_code
    join offer_version o on o.seller_code = s.code and o.version = s.offer_version`;

/** A list of what is sold may belong to a partner: strangers and customers of others do not see it. */
export interface Reader {
  /** Null: a stranger. */
  readonly accountId: string | null;
}
const SOLD_TO = `($4::boolean or p.partner is null or exists (select from account a
           where a.id = $5::uuid and a.seller_code = p.seller_code and a.partner = p.partner))`;

@Injectable()
export class ProductStore {
  /** @throws DomainError `product_not_found` */
  async read(tx: EntityManager, code: string): Promise<ProductRecord> {
    const [row]: ProductRow[] = await tx.query(`${SELECT} where p.code = $1`, [code]);
    if (!row) throw catalogError('product_not_found', `Нет продукта с кодом «${code}»`, {}, []);
    return toRecord(row);
  }

  /** Seller by seller in the order they were recorded, then by code; `after` is the code of a product. */
  async list(
    tx: EntityManager,
    after: string | null,
    limit: number,
    sellerCode: string | null,
    /** Null: whoever sees everything; else products of a partner are only of accounts it brought. */
    reader: Reader | null,
  ): Promise<ProductRecord[]> {
    const rows: ProductRow[] = await tx.query(
      `${SELECT}
        where ($1::text is null
               or (s.nth_recorded, p.code) > (select t.nth_recorded, $1 from product q join seller t on t.code = q.seller_code where q.code = $1))
          and ($3::text is null or p.seller_code = $3)
          and ${SOLD_TO}
        order by s.nth_recorded, p.code limit $2`,
      [after, limit, sellerCode, reader === null, reader?.accountId ?? null],
    );
    return rows.map(toRecord);
  }

  async isSoldTo(
    tx: EntityManager,
    { partner, sellerCode }: Pick<ProductRecord, 'partner' | 'sellerCode'>,
    { accountId }: Reader,
  ): Promise<boolean> {
    if (partner === null) return true;
    const [row]: unknown[] = await tx.query(
      'select 1 from account where id = $1::uuid and seller_code = $2 and partner = $3',
      [accountId, sellerCode, partner],
    );
    return row !== undefined;
  }

  /** What products are called in a language; in Russian, when nobody named one in it. */
  async names(tx: EntityManager, codes: readonly string[], language: Language): Promise<Map<string, string>> {
    const rows: { code: string; name: string }[] = await tx.query(
      `select code, case when $2 = 'en' then coalesce(name_en, name) else name end as name
         from product where code = any($1)`,
      [codes, language],
    );
    return new Map(rows.map((row) => [row.code, row.name]));
  }
}

/** What is given free of charge is given to an account: of its projects nobody could tell which one has it. */
export const notForProjects = ({ name }: Pick<ProductRecord, 'name'>, path: string): DomainError =>
  catalogError(
    'not_for_projects',
    `«${name}» продаётся по проектам: бесплатно его дают тарифом, а не доступом по акции`,
    {},
    [{ path, message: 'Выберите продукт без проектов' }],
  );

/** Name and summary of a product as a reader of a language is shown them. */
export const wordsOf = (
  { name, summary, english }: Pick<ProductRecord, 'name' | 'summary' | 'english'>,
  language: Language,
): { name: string; summary: string | null } =>
  language === 'en' && english
    ? { name: english.name, summary: english.summary ?? summary }
    : { name, summary };

const toRecord = (row: ProductRow): ProductRecord => ({
  code: row.code,
  name: row.name,
  kind: row.kind,
  tariffUnit: row.tariff_unit,
  quantityFollows: row.quantity_follows,
  hasProjects: row.instances === 'projects',
  tariffs: row.tariffs ?? [],
  freeInstances: row.free_instances,
  units: row.units ?? [],
  appointments: row.appointments,
  partner: row.partner,
  summary: row.summary,
  english: row.name_en === null ? null : { name: row.name_en, summary: row.summary_en },
  pictureHash: row.picture_hash,
  sellerCode: row.seller_code,
  currency: row.currency,
  timeZone: row.time_zone,
  terms: row.terms,
  trialDays: row.trial_days ?? row.terms.trialDays,
  prices: row.prices.map((price): PriceVersion => ({
    id: price.id,
    period: price.period,
    tariff: price.tariff,
    unitPrice: price.unit_price,
    minQuantity: price.min_quantity,
    validFrom: price.valid_from,
    version: price.version,
    tiers: price.tiers,
    tierMode: price.tier_mode,
    packSize: price.pack_size,
    limits: price.limits,
    usagePrices: price.usage_prices,
    isPackage: price.is_package,
  })),
});
