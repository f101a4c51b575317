import { Injectable } from '@nestjs/common';
import type { AmoUser } from '@rocket/amocrm';
import type { AccessLevel, AccountUserDto } from '@rocket/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { languageOf } from '../platform/language-of';
import { bulkInsert } from '../platform/bulk';
import { newId } from '../platform/ids';

type Db = DataSource | EntityManager;

interface PersonRow {
  readonly id: string;
  readonly amocrm_user_id: string;
  readonly name: string;
  readonly email: string | null;
  readonly level: AccessLevel;
  readonly level_given_by: string | null;
  readonly is_admin: boolean;
  readonly is_free: boolean;
  readonly amo_active: boolean;
  readonly closed_at: Date | null;
  readonly handling: AccountUserDto['handling'];
}

export interface AccessChange {
  readonly accountId: string;
  readonly userId: string;
  readonly before: Pick<AccountUserDto, 'level' | 'access'>;
  readonly after: Pick<AccountUserDto, 'level' | 'access'>;
  readonly by: string;
}

const toDto = (row: PersonRow): AccountUserDto => ({
  id: row.id,
  amocrmUserId: Number(row.amocrm_user_id),
  name: row.name,
  email: row.email,
  level: row.level,
  levelGivenBy: row.level_given_by === null ? 'amocrm' : 'panel',
  isAdmin: row.is_admin,
  isFree: row.is_free,
  inAmocrm: row.amo_active,
  access: row.closed_at === null,
  handling: row.handling,
});

/** People of accounts as amoCRM lists them, with their levels here. */
@Injectable()
export class PeopleStore {
  /** Those who can come in first, owners before others, then by name. */
  async list(db: Db, accountId: string): Promise<AccountUserDto[]> {
    const rows: PersonRow[] = await db.query(
      `select * from account_user where account_id = $1
        order by not is_active, array_position(array['owner', 'administrator', 'billing', 'viewer'], level), lower(name), id`,
      [accountId],
    );
    return rows.map(toDto);
  }

  async find(db: Db, accountId: string, id: string): Promise<AccountUserDto | null> {
    const [row]: PersonRow[] = await db.query(
      'select * from account_user where account_id = $1 and id = $2',
      [accountId, id],
    );
    return row ? toDto(row) : null;
  }

  /** All owners, those whose access is closed among them. */
  async owners(db: Db, accountId: string): Promise<AccountUserDto[]> {
    const rows: PersonRow[] = await db.query(
      `select * from account_user where account_id = $1 and level = 'owner' order by id`,
      [accountId],
    );
    return rows.map(toDto);
  }

  /** Owners who can come in. */
  async ownersLeft(db: Db, accountId: string): Promise<string[]> {
    const rows: { id: string }[] = await db.query(
      `select id from account_user where account_id = $1 and level = 'owner' and is_active`,
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  /** Gives access, for good and on record. */
  async change(tx: EntityManager, change: AccessChange, now: Date): Promise<void> {
    const { accountId, userId, before, after, by } = change;
    await tx.query(
      `update account_user set level = $3, level_given_by = case when level = $3 then level_given_by else $4 end,
              closed_at = case when $5 then null else coalesce(closed_at, $6) end
        where account_id = $1 and id = $2`,
      [accountId, userId, after.level, by, after.access, now],
    );
    await tx.query(
      `insert into access_change (account_id, id, user_id, level_before, level_after, open_before, open_after, by, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [accountId, newId(now), userId, before.level, after.level, before.access, after.access, by, now],
    );
  }

  /**
   * What amoCRM lists now, whole: people it does not list have left. A level nobody gave follows from the rights there.
   */
  async replaceList(
    tx: EntityManager,
    accountId: string,
    users: readonly AmoUser[],
    now: Date,
  ): Promise<void> {
    await bulkInsert(
      tx,
      'account_user',
      [
        { name: 'account_id', type: 'uuid', values: users.map(() => accountId) },
        { name: 'id', type: 'uuid', values: users.map(() => newId(now)) },
        { name: 'amocrm_user_id', type: 'bigint', values: users.map(({ id }) => id) },
        { name: 'name', type: 'text', values: users.map(({ name }) => name) },
        { name: 'email', type: 'text', values: users.map(({ email }) => email) },
        { name: 'is_admin', type: 'boolean', values: users.map(({ isAdmin }) => isAdmin) },
        { name: 'is_free', type: 'boolean', values: users.map(({ isFree }) => isFree) },
        { name: 'amo_active', type: 'boolean', values: users.map(({ isActive }) => isActive) },
        {
          name: 'level',
          type: 'text',
          values: users.map(({ isAdmin }) => (isAdmin ? 'administrator' : 'viewer')),
        },
        { name: 'first_seen_at', type: 'timestamptz', values: users.map(() => now) },
        { name: 'language', type: 'text', values: users.map(({ lang }) => languageOf(lang)) },
        { name: 'rights_read_at', type: 'timestamptz', values: users.map(() => now) },
      ],
      `on conflict (account_id, amocrm_user_id) do update set name = excluded.name,
         email = coalesce(excluded.email, account_user.email), is_admin = excluded.is_admin, is_free = excluded.is_free,
         amo_active = excluded.amo_active, rights_read_at = excluded.rights_read_at,
         level = case when account_user.level_given_by is null then excluded.level else account_user.level end`,
    );
    await tx.query(
      `update account_user set amo_active = false where account_id = $1 and amocrm_user_id <> all($2::bigint[])`,
      [accountId, users.map(({ id }) => id)],
    );
  }

  /** Seats of a per-user tariff: users active in amoCRM and not free (facts §1.8). */
  async seats(db: Db, accountId: string): Promise<number> {
    const [row] = await db.query(
      `select count(*)::integer as seats from account_user where account_id = $1 and amo_active and not is_free`,
      [accountId],
    );
    return row.seats;
  }
}
