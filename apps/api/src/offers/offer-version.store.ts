import { Injectable } from '@nestjs/common';
import { versionNoticeDays, type Acquaintance, type OfferTerms, type OfferVersion } from '@rocket/catalog';
import type { OfferAcceptanceDto } from '@rocket/contracts';
import { dayOf, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

export interface PublishedVersion extends OfferVersion {
  readonly terms: OfferTerms;
}

export interface SellerVersions {
  readonly code: string;
  readonly timeZone: string;
  readonly offerVersion: string;
  readonly versions: readonly OfferVersion[];
}

type Gathered = SellerVersions & { readonly versions: OfferVersion[] };

/** A version an account does not stand under yet. */
export interface VersionAhead extends Acquaintance, OfferVersion {
  readonly accountId: string;
  readonly timeZone: string;
}

interface VersionRow {
  readonly version: string;
  readonly effective_from: LocalDate;
  readonly recorded_at: Date;
}

interface PublishedRow extends VersionRow {
  readonly terms: OfferTerms;
}

interface SellerVersionRow extends VersionRow {
  readonly code: string;
  readonly time_zone: string;
  readonly offer_version: string;
}

interface UntoldRow {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly effective_from: LocalDate;
}

interface AheadRow extends VersionRow {
  /** Of the account. */
  readonly id: string;
  readonly time_zone: string;
  readonly told_at: Date | null;
  readonly accepted: boolean;
  /** Those the account stands under. */
  readonly terms: OfferTerms;
}

interface AcceptanceRow {
  readonly version: string;
  readonly title: string;
  readonly act: OfferAcceptanceDto['act'];
  readonly accepted_at: Date;
  readonly accepted_by: string;
  readonly holds: boolean;
}

// A version is newer by the day it takes effect, then by when it was published (libs/catalog, offer-versions.ts).
const AHEAD = `
    from account a
    join seller s on s.code = a.seller_code
    join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
    join offer_version v on v.seller_code = a.seller_code
     and (v.effective_from, v.recorded_at) > (o.effective_from, o.recorded_at)
    left join notice n on n.account_id = a.id and n.key = 'offer_version:' || v.version
    left join offer_acceptance x on x.account_id = a.id and x.seller_code = v.seller_code and x.version = v.version
   where a.state not in ('terminated', 'erased')`;

@Injectable()
export class OfferVersionStore {
  /** Versions of a seller, the latest to take effect first. */
  async ofSeller(tx: EntityManager, sellerCode: string): Promise<PublishedVersion[]> {
    const rows: PublishedRow[] = await tx.query(
      `select version, effective_from, recorded_at, terms from offer_version
        where seller_code = $1 order by effective_from desc, recorded_at desc`,
      [sellerCode],
    );
    return rows.map((row) => ({
      version: row.version,
      effectiveFrom: row.effective_from,
      publishedAt: row.recorded_at,
      terms: row.terms,
    }));
  }

  /** Of every seller: what newcomers accept now, and the days of its versions, the latest to take effect first. */
  async bySeller(tx: EntityManager): Promise<SellerVersions[]> {
    const rows: SellerVersionRow[] = await tx.query(
      `select s.code, s.time_zone, s.offer_version, v.version, v.effective_from, v.recorded_at
         from seller s join offer_version v on v.seller_code = s.code
        order by s.nth_recorded, v.effective_from desc, v.recorded_at desc`,
    );
    const sellers = new Map<string, Gathered>();
    for (const row of rows) {
      const { code, time_zone: timeZone, offer_version: offerVersion } = row;
      const seller: Gathered = sellers.get(code) ?? { code, timeZone, offerVersion, versions: [] };
      seller.versions.push({
        version: row.version,
        effectiveFrom: row.effective_from,
        publishedAt: row.recorded_at,
      });
      sellers.set(code, seller);
    }
    return [...sellers.values()];
  }

  async insert(
    tx: EntityManager,
    sellerCode: string,
    terms: OfferTerms,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into offer_version (seller_code, version, terms, effective_from, recorded_at, published_by)
       values ($1, $2, $3, $4, $5, $6)`,
      [sellerCode, terms.version, JSON.stringify(terms), terms.effectiveFrom, now, by],
    );
  }

  /** What newcomers accept from now on. */
  async putInForce(tx: EntityManager, sellerCode: string, version: string): Promise<void> {
    await tx.query('update seller set offer_version = $2 where code = $1 and offer_version <> $2', [
      sellerCode,
      version,
    ]);
  }

  /** Accounts that a version ahead of theirs was not told to yet. */
  async untold(
    tx: EntityManager,
    limit: number,
  ): Promise<{ accountId: string; version: string; title: string; effectiveFrom: string }[]> {
    const rows: UntoldRow[] = await tx.query(
      `select a.id, v.version, v.terms ->> 'title' as title, v.effective_from ${AHEAD} and n.id is null
        order by a.id, v.effective_from limit $1`,
      [limit],
    );
    return rows.map((row) => ({
      accountId: row.id,
      version: row.version,
      title: row.title,
      effectiveFrom: row.effective_from,
    }));
  }

  /** Versions ahead of accounts, of one account or of all, the oldest first. */
  async ahead(tx: EntityManager, accountId: string | null): Promise<VersionAhead[]> {
    const rows: AheadRow[] = await tx.query(
      `select a.id, s.time_zone, v.version, v.effective_from, v.recorded_at, n.created_at as told_at,
              x.version is not null as accepted, o.terms
         ${AHEAD} and ($1::uuid is null or a.id = $1) order by a.id, v.effective_from, v.recorded_at`,
      [accountId],
    );
    return rows.map((row) => ({
      accountId: row.id,
      timeZone: row.time_zone,
      version: row.version,
      effectiveFrom: row.effective_from,
      publishedAt: row.recorded_at,
      toldOn: row.told_at && dayOf(row.told_at, row.time_zone),
      accepted: row.accepted,
      noticeDays: versionNoticeDays(row.terms),
    }));
  }

  async putUnder(tx: EntityManager, accountId: string, version: string): Promise<void> {
    await tx.query('update account set offer_version = $2 where id = $1', [accountId, version]);
  }

  /** Writes an acceptance down; the first act counts. */
  async accept(
    tx: EntityManager,
    acceptance: {
      accountId: string;
      sellerCode: string;
      version: string;
      by: string;
      act: OfferAcceptanceDto['act'];
    },
    now: Date,
  ): Promise<void> {
    const { accountId, sellerCode, version, by, act } = acceptance;
    await tx.query(
      `insert into offer_acceptance (account_id, seller_code, version, accepted_at, accepted_by, act)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [accountId, sellerCode, version, now, by, act],
    );
  }

  async acceptances(tx: EntityManager, accountId: string): Promise<OfferAcceptanceDto[]> {
    const rows: AcceptanceRow[] = await tx.query(
      `select x.*, v.terms ->> 'title' as title, a.offer_version = x.version and a.seller_code = x.seller_code as holds
         from (select account_id, seller_code, version, accepted_at, accepted_by, act from offer_acceptance where account_id = $1
               union all
               -- A new owner accepts the version the account stands under, whoever has accepted it before.
               select c.account_id, b.seller_code, c.version, c.ended_at, c.ended_by, 'cession' from account_cession c
                 join account b on b.id = c.account_id where c.account_id = $1 and c.state = 'done') x
         join account a on a.id = x.account_id
         join offer_version v on v.seller_code = x.seller_code and v.version = x.version
        order by x.accepted_at desc, v.effective_from desc, x.version`,
      [accountId],
    );
    return rows.map((row) => ({
      version: row.version,
      title: row.title,
      act: row.act,
      acceptedAt: row.accepted_at.toISOString(),
      acceptedBy: row.accepted_by,
      holds: row.holds,
    }));
  }
}
