import { Injectable } from '@nestjs/common';
import type { AmoTokens } from '@rocket/amocrm';
import type { DataSource, EntityManager } from 'typeorm';
import { SecretBox } from '../platform/secret-box';

type Db = DataSource | EntityManager;

/** What one user of an account let us do on their behalf. Instants are the machine's. */
export interface Permission {
  readonly accountId: string;
  readonly amocrmUserId: number;
  readonly kind: 'pair' | 'long_lived';
  readonly isAdmin: boolean;
  readonly tokens: AmoTokens;
  readonly expiresAt: Date;
  readonly version: number;
  readonly state: 'active' | 'revoked' | 'lost';
  /** A rotation began and its outcome is not known. */
  readonly rotating: boolean;
  readonly updatedAt: Date;
}

type Key = Pick<Permission, 'accountId' | 'amocrmUserId'>;

interface PermissionRow {
  readonly account_id: string;
  readonly amocrm_user_id: string;
  readonly kind: Permission['kind'];
  readonly is_admin: boolean;
  /** Sealed. */
  readonly tokens: Buffer;
  readonly key_id: string;
  readonly expires_at: Date;
  readonly version: number;
  readonly state: Permission['state'];
  readonly rotating: boolean;
  readonly updated_at: Date;
}

/** What `returning version` hands over: the rows of an update, and how many they are. */
type Versions = [{ readonly version: number }[], number];

export const tokensPurpose = (accountId: string): string => `amocrm_tokens/${accountId}`;

/** Tokens of amoCRM, sealed at rest: a pair for each user who authorised us (facts §1.3). */
@Injectable()
export class PermissionStore {
  constructor(private readonly box: SecretBox) {}

  /** A new authorisation of the same user takes the place of the older one. */
  async save(
    tx: EntityManager,
    row: Key & Pick<Permission, 'kind' | 'isAdmin' | 'tokens' | 'expiresAt'>,
    now: Date,
  ): Promise<void> {
    const sealed = this.box.seal(JSON.stringify(row.tokens), tokensPurpose(row.accountId));
    await tx.query(
      `insert into amocrm_permission as p (account_id, amocrm_user_id, kind, is_admin, tokens, key_id, expires_at, state,
         granted_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $8)
       on conflict (account_id, amocrm_user_id) do update set kind = excluded.kind, is_admin = excluded.is_admin,
         tokens = excluded.tokens, key_id = excluded.key_id, expires_at = excluded.expires_at, version = p.version + 1,
         state = 'active', lease_owner = null, lease_until = null, rotating = false, granted_at = excluded.granted_at,
         updated_at = excluded.updated_at`,
      [
        row.accountId,
        row.amocrmUserId,
        row.kind,
        row.isAdmin,
        sealed.bytes,
        sealed.keyId,
        row.expiresAt,
        now,
      ],
    );
  }

  /** Those that work, the last administrator's first: that one speaks for the account (facts §1.3). */
  async active(db: Db, accountId: string): Promise<Permission[]> {
    const rows: PermissionRow[] = await db.query(
      `select * from amocrm_permission where account_id = $1 and state = 'active'
        order by is_admin desc, granted_at desc, amocrm_user_id`,
      [accountId],
    );
    return rows.map((row) => this.toPermission(row));
  }

  async read(db: Db, key: Key): Promise<Permission | null> {
    const [row]: PermissionRow[] = await db.query(
      'select * from amocrm_permission where account_id = $1 and amocrm_user_id = $2',
      [key.accountId, key.amocrmUserId],
    );
    return row ? this.toPermission(row) : null;
  }

  /** When the last of them ends, if none renews itself; null otherwise. */
  async endsAt(db: Db, accountId: string): Promise<Date | null> {
    const [row]: { ends_at: Date }[] = await db.query(
      `select max(expires_at) as ends_at from amocrm_permission where account_id = $1 and state = 'active'
       having bool_and(kind = 'long_lived')`,
      [accountId],
    );
    return row?.ends_at ?? null;
  }

  async states(db: Db, accountId: string): Promise<Permission['state'][]> {
    const rows: { state: Permission['state'] }[] = await db.query(
      'select state from amocrm_permission where account_id = $1',
      [accountId],
    );
    return rows.map(({ state }) => state);
  }

  /**
   * Takes the rotation of a pair for as long as both tries of it may last; false: another process has it, or the pair was
   * replaced meanwhile. A process that dies loses it by time.
   */
  async lease(db: Db, { accountId, amocrmUserId, version }: Permission, owner: string): Promise<boolean> {
    const [rows]: Versions = await db.query(
      `update amocrm_permission set lease_owner = $4, lease_until = clock_timestamp() + interval '90 seconds', rotating = true
        where account_id = $1 and amocrm_user_id = $2 and version = $3 and state = 'active'
          and (lease_until is null or lease_until < clock_timestamp())
       returning version`,
      [accountId, amocrmUserId, version, owner],
    );
    return rows.length > 0;
  }

  /** The new pair, in the place of the one it was traded for. False: that one was replaced meanwhile. */
  async rotated(db: Db, old: Permission, tokens: AmoTokens, expiresAt: Date, now: Date): Promise<boolean> {
    const sealed = this.box.seal(JSON.stringify(tokens), tokensPurpose(old.accountId));
    const [rows]: Versions = await db.query(
      `update amocrm_permission set tokens = $4, key_id = $5, expires_at = $6, version = version + 1, state = 'active',
              lease_owner = null, lease_until = null, rotating = false, updated_at = $7
        where account_id = $1 and amocrm_user_id = $2 and version = $3 returning version`,
      [old.accountId, old.amocrmUserId, old.version, sealed.bytes, sealed.keyId, expiresAt, now],
    );
    return rows.length > 0;
  }

  /** Gives the rotation back undone. `isKnown`: amoCRM surely did not trade the pair. */
  async release(db: Db, permission: Permission, owner: string, isKnown: boolean): Promise<void> {
    await db.query(
      `update amocrm_permission set lease_owner = null, lease_until = null, rotating = $5
        where account_id = $1 and amocrm_user_id = $2 and version = $3 and lease_owner = $4`,
      [permission.accountId, permission.amocrmUserId, permission.version, owner, !isKnown],
    );
  }

  /** The pair works no more; one that was replaced meanwhile stays as it is. */
  async end(db: Db, permission: Permission, state: 'revoked' | 'lost', now: Date): Promise<void> {
    await db.query(
      `update amocrm_permission set state = $4, lease_owner = null, lease_until = null, updated_at = $5
        where account_id = $1 and amocrm_user_id = $2 and version = $3`,
      [permission.accountId, permission.amocrmUserId, permission.version, state, now],
    );
  }

  /** The same, unless somebody is replacing the pair, or has: then it is false that it works no more. */
  async endUnlessHeld(
    db: Db,
    permission: Permission,
    state: 'revoked' | 'lost',
    now: Date,
  ): Promise<boolean> {
    const [rows]: Versions = await db.query(
      `update amocrm_permission set state = $4, lease_owner = null, lease_until = null, updated_at = $5
        where account_id = $1 and amocrm_user_id = $2 and version = $3
          and (lease_until is null or lease_until < clock_timestamp())
       returning version`,
      [permission.accountId, permission.amocrmUserId, permission.version, state, now],
    );
    return rows.length > 0;
  }

  /** The integration is gone from the account: its tokens are forgotten. */
  async forget(tx: EntityManager, accountId: string): Promise<void> {
    await tx.query('delete from amocrm_permission where account_id = $1', [accountId]);
  }

  private toPermission(row: PermissionRow): Permission {
    const sealed = { keyId: row.key_id, bytes: row.tokens };
    return {
      accountId: row.account_id,
      amocrmUserId: Number(row.amocrm_user_id),
      kind: row.kind,
      isAdmin: row.is_admin,
      tokens: JSON.parse(this.box.open(sealed, tokensPurpose(row.account_id))) as AmoTokens,
      expiresAt: row.expires_at,
      version: row.version,
      state: row.state,
      rotating: row.rotating,
      updatedAt: row.updated_at,
    };
  }
}
