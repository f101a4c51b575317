import { Injectable } from '@nestjs/common';
import type { AccessLevel, StaffRole } from '@rocket/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import type { AmocrmRights } from './account-cards';
import type { Bearer } from './bearer';

type Db = DataSource | EntityManager;

export interface NewSession {
  readonly id: string;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly address: string;
  readonly device: string | null;
}

export interface StaffRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly password_hash: string;
}

export interface UserRow {
  readonly account_id: string;
  readonly id: string;
  readonly name: string;
  readonly level: AccessLevel;
  readonly is_active: boolean;
  readonly amocrm_user_id: string;
  /** Who gave the level; null: it follows from the rights in amoCRM. */
  readonly level_given_by: string | null;
  readonly rights_read_at: Date | null;
  readonly rights_tried_at: Date | null;
}
const USER = `u.account_id, u.id, u.name, u.level, u.is_active, u.amocrm_user_id, u.level_given_by, u.rights_read_at,
  u.rights_tried_at`;

/** A token or session with the person behind it; people who were switched off are not found. */
export interface CredentialRow {
  readonly kind: 'staff' | 'user';
  readonly staff_id: string | null;
  readonly role: StaffRole | null;
  readonly account_id: string | null;
  readonly user_id: string | null;
  readonly level: AccessLevel | null;
  readonly name: string;
  readonly last_used_at: Date | null;
}

export interface SessionRow extends CredentialRow {
  readonly has_factor: boolean;
}

const PERSON = `
  c.kind, c.staff_id, s.role, c.account_id, c.user_id, u.level, coalesce(s.name, u.name) as name`;
const BEHIND = `
  left join staff_member s on s.id = c.staff_id
  left join account_user u on u.account_id = c.account_id and u.id = c.user_id`;
const SWITCHED_ON = `(s.id is not null and s.disabled_at is null) or coalesce(u.is_active, false)`;

/** Reads and writes who may sign in, and by what. Secrets come and stay as SHA-256. */
@Injectable()
export class IdentityStore {
  async token(db: Db, hash: Buffer, now: Date): Promise<CredentialRow | null> {
    const [row] = (await db.query(
      `select ${PERSON}, c.last_used_at from api_token c ${BEHIND}
        where c.hash = $1 and (c.expires_at is null or c.expires_at > $2) and (${SWITCHED_ON})`,
      [hash, now],
    )) as CredentialRow[];
    return row ?? null;
  }

  /** @param expiresAt null: it is good for ever, as in a sandbox */
  async addToken(
    db: Db,
    hash: Buffer,
    bearer: Bearer,
    now: Date,
    expiresAt: Date | null = null,
  ): Promise<void> {
    await db.query(
      `insert into api_token (hash, kind, staff_id, account_id, user_id, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [hash, ...columnsOf(bearer), now, expiresAt],
    );
  }

  async tokenUsed(db: Db, hash: Buffer, now: Date): Promise<void> {
    await db.query('update api_token set last_used_at = $2 where hash = $1', [hash, now]);
  }

  async session(db: Db, hash: Buffer, now: Date): Promise<SessionRow | null> {
    const [row] = (await db.query(
      `select ${PERSON}, c.last_seen_at as last_used_at,
              exists (select from staff_factor f where f.staff_id = c.staff_id and f.is_confirmed) as has_factor
         from panel_session c ${BEHIND}
        where c.hash = $1 and c.expires_at > $2 and (${SWITCHED_ON})`,
      [hash, now],
    )) as SessionRow[];
    return row ?? null;
  }

  async addSession(db: Db, hash: Buffer, bearer: Bearer, session: NewSession): Promise<void> {
    const { id, now, expiresAt, address, device } = session;
    await db.query(
      `insert into panel_session (hash, kind, staff_id, account_id, user_id, id, created_at, last_seen_at, expires_at,
         address, device)
       values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10)`,
      [hash, ...columnsOf(bearer), id, now, expiresAt, address, device],
    );
  }

  async sessionSeen(db: Db, hash: Buffer, address: string, now: Date): Promise<void> {
    await db.query('update panel_session set last_seen_at = $2, address = $3 where hash = $1', [
      hash,
      now,
      address,
    ]);
  }

  /** False: it had ended before. */
  async endSession(db: Db, hash: Buffer): Promise<boolean> {
    const [rows] = (await db.query('delete from panel_session where hash = $1 returning hash', [hash])) as [
      unknown[],
    ];
    return rows.length > 0;
  }

  async addLink(db: Db, hash: Buffer, accountId: string, userId: string, expiresAt: Date): Promise<void> {
    await db.query(
      'insert into one_time_link (hash, account_id, user_id, expires_at) values ($1, $2, $3, $4)',
      [hash, accountId, userId, expiresAt],
    );
  }

  /** Uses a link up: one caller gets its user, whoever comes second gets null. */
  async spendLink(db: Db, hash: Buffer, now: Date): Promise<UserRow | null> {
    const [row] = (await db.query(
      `with spent as (
         update one_time_link set used_at = $2
          where hash = $1 and used_at is null and expires_at > $2 returning account_id, user_id)
       select ${USER} from spent s
         join account_user u on u.account_id = s.account_id and u.id = s.user_id and u.is_active`,
      [hash, now],
    )) as UserRow[];
    return row ?? null;
  }

  async staffByEmail(db: Db, email: string): Promise<StaffRow | null> {
    const [row] = (await db.query(
      `select id, email, name, role, password_hash from staff_member
        where lower(email) = lower($1) and disabled_at is null`,
      [email],
    )) as StaffRow[];
    return row ?? null;
  }

  async staff(db: Db, id: string): Promise<StaffRow | null> {
    const [row] = (await db.query(
      'select id, email, name, role, password_hash from staff_member where id = $1 and disabled_at is null',
      [id],
    )) as StaffRow[];
    return row ?? null;
  }

  async addStaff(db: Db, row: StaffRow, now: Date): Promise<void> {
    await db.query(
      `insert into staff_member (id, email, name, role, password_hash, created_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.email, row.name, row.role, row.password_hash, now],
    );
  }

  async userByAmocrmId(db: Db, accountId: string, amocrmUserId: number): Promise<UserRow | null> {
    const [row] = (await db.query(
      `select ${USER} from account_user u where u.account_id = $1 and u.amocrm_user_id = $2`,
      [accountId, amocrmUserId],
    )) as UserRow[];
    return row ?? null;
  }

  async emailOf(db: Db, accountId: string, userId: string): Promise<string | null> {
    const [row] = (await db.query('select email from account_user where account_id = $1 and id = $2', [
      accountId,
      userId,
    ])) as { email: string | null }[];
    return row?.email ?? null;
  }

  async ownerOf(db: Db, accountId: string): Promise<UserRow | null> {
    const [row] = (await db.query(
      `select ${USER} from account_user u
        where u.account_id = $1 and u.level = 'owner' and u.is_active order by u.first_seen_at, u.id limit 1`,
      [accountId],
    )) as UserRow[];
    return row ?? null;
  }

  async user(db: Db, accountId: string, id: string): Promise<UserRow | null> {
    const [row] = (await db.query(
      `select ${USER} from account_user u where u.account_id = $1 and u.id = $2`,
      [accountId, id],
    )) as UserRow[];
    return row ?? null;
  }

  /** What amoCRM says now. A level nobody gave follows from it; one that was given stays. */
  async rightsRead(
    db: Db,
    user: Pick<UserRow, 'account_id' | 'id'>,
    rights: AmocrmRights,
    now: Date,
  ): Promise<void> {
    await db.query(
      `update account_user set name = coalesce($3, name), email = coalesce($4, email), is_admin = $5, amo_active = $6,
              is_free = $7, rights_read_at = $8, rights_tried_at = $8,
              level = case when level_given_by is not null then level when $5 then 'administrator' else 'viewer' end
        where account_id = $1 and id = $2`,
      [
        user.account_id,
        user.id,
        rights.name,
        rights.email,
        rights.isAdmin,
        rights.isActive,
        rights.isFree,
        now,
      ],
    );
  }

  async rightsTried(db: Db, user: Pick<UserRow, 'account_id' | 'id'>, now: Date): Promise<void> {
    await db.query('update account_user set rights_tried_at = $3 where account_id = $1 and id = $2', [
      user.account_id,
      user.id,
      now,
    ]);
  }

  /**
   * Which of our accounts is connected to this account of amoCRM: one that is alive before one that is over,
   * then the newest. One whose integration was removed is not connected. The tables belong to other features.
   */
  async accountIdOf(db: Db, amocrmAccountId: number): Promise<string | null> {
    const [row] = (await db.query(
      `select id from account a where amocrm_account_id = $1
          and not exists (select from installation i where i.account_id = a.id and i.state = 'removed')
        order by state in ('erased', 'terminated'), installed_at desc, id limit 1`,
      [amocrmAccountId],
    )) as { id: string }[];
    return row?.id ?? null;
  }

  /** Whether the integration was removed from the account in amoCRM. The table belongs to the installs. */
  async isRemoved(db: Db, accountId: string): Promise<boolean> {
    const rows = (await db.query(`select 1 from installation where account_id = $1 and state = 'removed'`, [
      accountId,
    ])) as unknown[];
    return rows.length > 0;
  }

  async sweep(db: Db, now: Date): Promise<void> {
    await db.query('delete from panel_session where expires_at <= $1', [now]);
    await db.query(`delete from api_token where expires_at <= $1`, [now]);
    await db.query(`delete from staff_password_link where expires_at <= $1`, [now]);
    await db.query(`delete from one_time_link where expires_at <= $1::timestamptz - interval '1 day'`, [now]);
    await db.query(`delete from sign_in_failure where failed_at <= $1::timestamptz - interval '1 day'`, [
      now,
    ]);
  }
}

const columnsOf = (bearer: Bearer): [string, string | null, string | null, string | null] =>
  bearer.kind === 'staff'
    ? ['staff', bearer.staffId, null, null]
    : ['user', null, bearer.accountId, bearer.userId];
