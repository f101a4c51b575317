import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';

type Db = DataSource | EntityManager;

export type InstallationState = 'active' | 'needs_reauth' | 'removed';
/** `unpaid`: amoCRM's own subscription ended; `blocked`: every call is forbidden; `refused`: our client is not known. */
export type Trouble = 'unpaid' | 'blocked' | 'refused';

/** What we know of our integration in one account of amoCRM. Times are the machine's. */
export interface Installation {
  readonly accountId: string;
  readonly host: string;
  readonly state: InstallationState;
  readonly installedBy: number | null;
  readonly trouble: Trouble | null;
  readonly troubleSince: Date | null;
  readonly askAgainAt: Date | null;
  readonly revocationToldAt: Date | null;
  readonly usersReadAt: Date | null;
  /** When the account itself was last read beside its people. */
  readonly accountReadAt: Date | null;
  readonly updatedAt: Date;
}

export interface NewInstallation {
  readonly accountId: string;
  readonly clientId: string;
  readonly host: string;
  readonly platform: string;
  readonly installedBy: number | null;
}

const COLUMNS = `account_id, host, state, installed_by, trouble, trouble_since, ask_again_at, revocation_told_at,
  users_read_at, account_read_at, updated_at`;

interface InstallationRow {
  readonly account_id: string;
  readonly host: string;
  readonly state: InstallationState;
  readonly installed_by: string | null;
  readonly trouble: Trouble | null;
  readonly trouble_since: Date | null;
  readonly ask_again_at: Date | null;
  readonly revocation_told_at: Date | null;
  readonly users_read_at: Date | null;
  readonly account_read_at: Date | null;
  readonly updated_at: Date;
}

const toInstallation = (row: InstallationRow): Installation => ({
  accountId: row.account_id,
  host: row.host,
  state: row.state,
  installedBy: row.installed_by === null ? null : Number(row.installed_by),
  trouble: row.trouble,
  troubleSince: row.trouble_since,
  askAgainAt: row.ask_again_at,
  revocationToldAt: row.revocation_told_at,
  usersReadAt: row.users_read_at,
  accountReadAt: row.account_read_at,
  updatedAt: row.updated_at,
});

/** Accounts of amoCRM in which our integration is or was. */
@Injectable()
export class InstallationStore {
  /** A second install of the same account makes it live again and keeps who was first. */
  async save(tx: EntityManager, row: NewInstallation, now: Date): Promise<void> {
    await tx.query(
      `insert into installation (account_id, client_id, host, platform, state, installed_by, installed_at, updated_at)
       values ($1, $2, $3, $4, 'active', $5, $6, $6)
       on conflict (account_id) do update set client_id = excluded.client_id, host = excluded.host,
         platform = excluded.platform, state = 'active', removed_at = null, trouble = null, trouble_since = null,
         ask_again_at = null, revocation_told_at = null, users_read_at = null,
         users_tried_at = null, updated_at = excluded.updated_at`,
      [row.accountId, row.clientId, row.host, row.platform, row.installedBy, now],
    );
  }

  /** Null for an account nobody installed anything in: one of the sandbox. */
  async read(db: Db, accountId: string): Promise<Installation | null> {
    const [row]: InstallationRow[] = await db.query(
      `select ${COLUMNS} from installation where account_id = $1`,
      [accountId],
    );
    return row ? toInstallation(row) : null;
  }

  /** The account that lives at a host of amoCRM, where our integration is; null: none that we know. */
  async atHost(db: Db, host: string): Promise<string | null> {
    const [row]: { account_id: string }[] = await db.query(
      `select account_id from installation where host = $1 and state <> 'removed' order by installed_at desc limit 1`,
      [host],
    );
    return row?.account_id ?? null;
  }

  async setState(tx: EntityManager, accountId: string, state: InstallationState, now: Date): Promise<void> {
    await tx.query(
      `update installation set state = $2, updated_at = $3, revocation_told_at = null,
              removed_at = case when $2 = 'removed' then coalesce(removed_at, $3) end
        where account_id = $1`,
      [accountId, state, now],
    );
  }

  /** The account lives at another host now. */
  async move(db: Db, accountId: string, host: string): Promise<void> {
    await db.query('update installation set host = $2 where account_id = $1', [accountId, host]);
    await db.query('update account set subdomain = $2 where id = $1', [accountId, host.split('.')[0]]);
  }

  /** Keeps since when there has been a trouble, and when to ask again; null: there is none any more. */
  async noteTrouble(
    db: Db,
    accountId: string,
    trouble: { what: Trouble; askAgainAt: Date } | null,
    now: Date,
  ): Promise<void> {
    await db.query(
      `update installation set trouble = $2, ask_again_at = $3,
              trouble_since = case when $2::text is null then null when trouble = $2 then trouble_since else $4::timestamptz end
        where account_id = $1`,
      [accountId, trouble?.what ?? null, trouble?.askAgainAt ?? null, now],
    );
  }

  /** A signed hook came: amoCRM is asked before anything follows. A repeated one changes nothing. */
  async tellRevocation(db: Db, amocrmAccountId: number, now: Date): Promise<void> {
    await db.query(
      `update installation i set revocation_told_at = $2 from account a
        where a.id = i.account_id and a.amocrm_account_id = $1 and i.state <> 'removed' and i.revocation_told_at is null`,
      [amocrmAccountId, now],
    );
  }

  async revocationAnswered(db: Db, accountId: string): Promise<void> {
    await db.query('update installation set revocation_told_at = null where account_id = $1', [accountId]);
  }

  async toldOfRevocation(db: Db): Promise<Installation[]> {
    const rows: InstallationRow[] = await db.query(
      'select * from installation where revocation_told_at is not null order by revocation_told_at limit 100',
    );
    return rows.map(toInstallation);
  }
}
