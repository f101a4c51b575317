import { Injectable } from '@nestjs/common';
import type { OfferTerms, SellerProfile } from '@rocket/catalog';
import type { AccountRowDto, AccountState } from '@rocket/contracts';
import { printMinor, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { actTouches } from '../platform/acts/act';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

/** An account with what its seller and its accepted offer say. */
export interface AccountRecord {
  readonly id: string;
  readonly amocrmAccountId: number;
  readonly subdomain: string;
  readonly name: string;
  readonly state: AccountState;
  readonly offerVersion: string;
  readonly installedAt: Date;
  readonly money: Minor;
  readonly lastSeq: number;
  readonly nextDue: LocalDate | null;
  /** Suspended by staff, with the ground (rule 17). */
  readonly heldGround: string | null;
  /** Lent by amoCRM for development: never billed. */
  readonly isTechnical: boolean;
  /** The code of the partner who brought the customer; null: nobody did. */
  readonly partner: string | null;
  /** A partner itself (rule 34). */
  readonly isPartner: boolean;
  readonly seller: {
    readonly code: string;
    readonly name: string;
    readonly currency: Currency;
    readonly timeZone: string;
    readonly vatRegime: SellerProfile['vatRegime'];
    readonly country: NonNullable<SellerProfile['country']>;
    readonly requisites: SellerProfile['requisites'];
    /** Its own word for what it sells; null: it has none. */
    readonly goods: NonNullable<SellerProfile['goods']> | null;
    readonly bookId: string;
  };
  readonly terms: OfferTerms;
}

/** The ground of a hold that nobody put on by hand: the customer was not there for as long as the offer says. */
export const IDLE_GROUND = 'idle';

const COLUMNS = `
  a.id, a.amocrm_account_id, a.subdomain, a.name, a.state, a.offer_version, a.installed_at, a.money, a.last_seq,
  a.next_due, a.held_ground, a.is_technical, a.partner, a.is_partner, s.code as seller_code, s.name as seller_name, s.currency, s.time_zone, s.vat_regime, s.country,
  s.requisites, s.goods, s.book_id, o.terms`;
const JOINS = `
  join seller s on s.code = a.seller_code
  join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version`;

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row as the driver hands it over */
type Row = any;

const toRecord = (row: Row): AccountRecord => ({
  id: row.id,
  amocrmAccountId: Number(row.amocrm_account_id),
  subdomain: row.subdomain,
  name: row.name,
  state: row.state,
  offerVersion: row.offer_version,
  installedAt: row.installed_at,
  money: BigInt(row.money),
  lastSeq: row.last_seq,
  nextDue: row.next_due,
  heldGround: row.held_ground,
  isTechnical: row.is_technical,
  partner: row.partner,
  isPartner: row.is_partner,
  seller: {
    code: row.seller_code,
    name: row.seller_name,
    currency: row.currency,
    timeZone: row.time_zone,
    vatRegime: row.vat_regime,
    country: row.country,
    requisites: row.requisites,
    goods: row.goods,
    bookId: row.book_id,
  },
  terms: row.terms,
});

@Injectable()
export class AccountStore {
  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, id: string): Promise<AccountRecord> {
    const [row] = await tx.query(`select ${COLUMNS} from account a ${JOINS} where a.id = $1`, [id]);
    if (!row) throw notFound('Такого аккаунта нет');
    return toRecord(row);
  }

  /** @throws ApiError `not_found` */
  async currencyOf(tx: EntityManager, id: string): Promise<Currency> {
    const [row] = await tx.query(
      'select s.currency from account a join seller s on s.code = a.seller_code where a.id = $1',
      [id],
    );
    if (!row) throw notFound('Такого аккаунта нет');
    return row.currency;
  }

  async readMany(tx: EntityManager, ids: readonly string[]): Promise<AccountRecord[]> {
    const rows: Row[] = await tx.query(
      `select ${COLUMNS} from account a ${JOINS} where a.id = any($1::uuid[])`,
      [ids],
    );
    return rows.map(toRecord);
  }

  /**
   * Locks the account until the transaction ends: its row is the only mutex of its money, so whoever moves any of it comes
   * here first. A statement of its own: what is read afterwards sees everything committed before the lock.
   */
  async lock(tx: EntityManager, id: string): Promise<AccountRecord> {
    await tx.query('select 1 from account where id = $1 for no key update', [id]);
    actTouches(tx, id);
    return this.read(tx, id);
  }

  /** Locks those of many accounts that nobody else holds now, in the order of their ids, and reads them. */
  async lockFree(tx: EntityManager, ids: readonly string[]): Promise<AccountRecord[]> {
    const free: { id: string }[] = await tx.query(
      'select id from account where id = any($1::uuid[]) order by id for no key update skip locked',
      [ids],
    );
    for (const { id } of free) actTouches(tx, id);
    return this.readMany(
      tx,
      free.map(({ id }) => id),
    );
  }

  /** Whichever account of amoCRM there is, of the seller it was first opened with. */
  byAmocrmId(tx: EntityManager, amocrmAccountId: number): Promise<AccountRecord | null> {
    return this.bySeller(tx, amocrmAccountId, null);
  }

  /** An account of amoCRM with one seller; null takes whichever there is. */
  async bySeller(
    tx: EntityManager,
    amocrmAccountId: number,
    sellerCode: string | null,
  ): Promise<AccountRecord | null> {
    const [row] = await tx.query(
      `select ${COLUMNS} from account a ${JOINS}
        where a.amocrm_account_id = $1 and ($2::text is null or a.seller_code = $2) order by a.installed_at limit 1`,
      [amocrmAccountId, sellerCode],
    );
    return row ? toRecord(row) : null;
  }

  async insert(
    tx: EntityManager,
    account: {
      id: string;
      sellerCode: string;
      amocrmAccountId: number;
      subdomain: string;
      name: string;
      offerVersion: string;
      installedAt: Date;
    },
  ): Promise<void> {
    await tx.query(
      `insert into account (id, seller_code, amocrm_account_id, subdomain, name, state, offer_version, installed_at)
       values ($1, $2, $3, $4, $5, 'active', $6, $7)`,
      [
        account.id,
        account.sellerCode,
        account.amocrmAccountId,
        account.subdomain,
        account.name,
        account.offerVersion,
        account.installedAt,
      ],
    );
  }

  async setPartner(tx: EntityManager, id: string, partner: string | null): Promise<void> {
    await tx.query('update account set partner = $2 where id = $1', [id, partner]);
  }

  async rename(tx: EntityManager, id: string, subdomain: string, name: string): Promise<void> {
    await tx.query('update account set subdomain = $2, name = $3 where id = $1', [id, subdomain, name]);
  }

  /** As amoCRM says now: whether it lent the account for development, which is never billed. */
  async noteTechnical(tx: EntityManager, id: string, isTechnical: boolean): Promise<void> {
    await tx.query('update account set is_technical = $2 where id = $1 and is_technical <> $2', [
      id,
      isTechnical,
    ]);
  }

  /** A payment unfreezes a frozen account and begins the days without payment anew; what fits then resumes. */
  async thaw(tx: EntityManager, id: string, today: LocalDate): Promise<void> {
    await tx.query(
      `update account set state = 'suspended', frozen_on = null, suspended_on = $2
        where id = $1 and state in ('suspended', 'frozen')`,
      [id, today],
    );
  }

  async hold(
    tx: EntityManager,
    id: string,
    hold: { ground: string; reason: string; by: string } | null,
  ): Promise<void> {
    await tx.query('update account set held_ground = $2, held_reason = $3, held_by = $4 where id = $1', [
      id,
      hold?.ground ?? null,
      hold?.reason ?? null,
      hold?.by ?? null,
    ]);
  }

  /** Accounts by name, subdomain or INN, newest first. */
  async search(tx: EntityManager, now: Date, request: PageRequest & { q?: string | undefined }) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: Row[] = await tx.query(
      `select a.id, a.amocrm_account_id, a.subdomain, a.name, a.state, a.seller_code, a.offer_version, a.installed_at,
              a.money, s.currency, p.inn,
              (select coalesce(sum(g.remaining), 0) from bonus_grant g
                where g.account_id = a.id and g.effective_at <= $1 and (g.expires_at is null or g.expires_at > $1)) as bonus
         from account a
         join seller s on s.code = a.seller_code
         left join customer_profile p on p.account_id = a.id
        where ($2::text is null or a.id in (
                select account_id from account_words where name ilike $2
                union all select account_id from account_words where subdomain ilike $2
                union all select account_id from customer_profile where inn like $2
                union all select id from account where amocrm_account_id = $3))
          and ($4::timestamptz is null or (a.installed_at, a.id) < ($4, $5::uuid))
        order by a.installed_at desc, a.id desc
        limit $6`,
      [
        now,
        request.q ? `%${request.q.replace(/[\\%_]/g, '\\$&')}%` : null,
        /^\d{1,15}$/.test(request.q ?? '') ? Number(request.q) : null,
        cursor?.[0] ?? null,
        cursor?.[1] ?? null,
        limitOf(request) + 1,
      ],
    );
    return pageOf(rows, request, toRow, (row) => [row.installed_at.toISOString(), row.id]);
  }
}

const toRow = (row: Row): AccountRowDto => ({
  id: row.id,
  amocrmAccountId: Number(row.amocrm_account_id),
  subdomain: row.subdomain,
  name: row.name,
  state: row.state,
  seller: row.seller_code,
  offerVersion: row.offer_version,
  installedAt: row.installed_at.toISOString(),
  money: { amount: printMinor(BigInt(row.money)), currency: row.currency },
  bonus: { amount: printMinor(BigInt(row.bonus)), currency: row.currency },
  inn: row.inn,
});
