import { Injectable } from '@nestjs/common';
import { catalogError, type OfferTerms, type SellerProfile } from '@rocket/catalog';
import type { OfferProfileDto } from '@rocket/contracts';
import type { Currency, LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { newId } from '../platform/ids';

export interface SellerRecord extends SellerProfile {
  readonly bookId: string;
}

const SELECT = `select s.*, o.terms from seller s
  join offer_version o on o.seller_code = s.code and o.version = s.offer_version`;

interface SellerRow {
  readonly code: string;
  readonly name: string;
  readonly currency: Currency;
  readonly time_zone: string;
  readonly vat_regime: SellerProfile['vatRegime'];
  readonly country: 'RU' | 'KZ';
  readonly requisites: SellerProfile['requisites'];
  readonly goods: NonNullable<SellerProfile['goods']> | null;
  readonly terms: OfferTerms;
  readonly book_id: string;
}

interface AnnouncedRow {
  readonly version: string;
  readonly title: string;
  readonly effective_from: LocalDate;
}

const toRecord = (row: SellerRow): SellerRecord => ({
  code: row.code,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  vatRegime: row.vat_regime,
  country: row.country,
  requisites: row.requisites,
  ...(row.goods === null ? {} : { goods: row.goods }),
  terms: row.terms,
  bookId: row.book_id,
});

@Injectable()
export class SellerStore {
  /** @throws DomainError `seller_not_found` */
  async read(tx: EntityManager, code: string): Promise<SellerRecord> {
    const [row]: SellerRow[] = await tx.query(`${SELECT} where s.code = $1`, [code]);
    if (!row) throw catalogError('seller_not_found', `Нет продавца с кодом «${code}»`);
    return toRecord(row);
  }

  /** The terms of a version it published; null where there is none. */
  async termsOf(tx: EntityManager, code: string, version: string): Promise<SellerProfile['terms'] | null> {
    const [row]: { terms: OfferTerms }[] = await tx.query(
      'select terms from offer_version where seller_code = $1 and version = $2',
      [code, version],
    );
    return row?.terms ?? null;
  }

  /** The seller the system started with. */
  async first(tx: EntityManager): Promise<SellerRecord | null> {
    const [row]: SellerRow[] = await tx.query(`${SELECT} order by s.nth_recorded limit 1`);
    return row ? toRecord(row) : null;
  }

  /** In the order they were recorded, the first one first. */
  async all(tx: EntityManager): Promise<SellerRecord[]> {
    const rows: SellerRow[] = await tx.query(`${SELECT} order by s.nth_recorded`);
    return rows.map(toRecord);
  }

  /** Versions of the offer that come after the one newcomers accept now. */
  async announced(
    tx: EntityManager,
    sellerCode: string,
  ): Promise<{ version: string; title: string; effectiveFrom: LocalDate }[]> {
    const rows: AnnouncedRow[] = await tx.query(
      `select v.version, v.terms ->> 'title' as title, v.effective_from
         from seller s join offer_version o on o.seller_code = s.code and o.version = s.offer_version
         join offer_version v on v.seller_code = s.code
          and (v.effective_from, v.recorded_at) > (o.effective_from, o.recorded_at)
        where s.code = $1 order by v.effective_from, v.recorded_at`,
      [sellerCode],
    );
    return rows.map((row) => ({ version: row.version, title: row.title, effectiveFrom: row.effective_from }));
  }

  /** Writes a seller and the first version of its offer. @throws DomainError `code_taken` */
  async insert(tx: EntityManager, profile: OfferProfileDto, now: Date): Promise<void> {
    // Two recorded at once would take the same place.
    await tx.query('lock table seller in share row exclusive mode');
    const inserted: unknown[] = await tx.query(
      `insert into seller (code, name, currency, time_zone, vat_regime, requisites, offer_version, book_id, goods, country, nth_recorded)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, (select coalesce(max(nth_recorded), 0) + 1 from seller))
       on conflict (code) do nothing returning code`,
      [
        profile.code,
        profile.name,
        profile.currency,
        profile.timeZone,
        profile.vatRegime,
        JSON.stringify(profile.requisites),
        profile.terms.version,
        newId(now),
        profile.goods ? JSON.stringify(profile.goods) : null,
        profile.country ?? 'RU',
      ],
    );
    if (inserted.length === 0) {
      throw catalogError('code_taken', `Продавец «${profile.code}» уже есть`, {}, [
        { path: 'code', message: 'Код занят' },
      ]);
    }
    await tx.query(
      `insert into offer_version (seller_code, version, terms, effective_from, recorded_at)
       values ($1, $2, $3::jsonb, ($3::jsonb ->> 'effectiveFrom')::date, $4)`,
      [profile.code, profile.terms.version, JSON.stringify(profile.terms), now],
    );
  }
}
