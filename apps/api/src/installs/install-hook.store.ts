import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { SecretBox } from '../platform/secret-box';

type Db = DataSource | EntityManager;

/** What an authorisation holds: the code amoCRM sent, or the tokens it was traded for. */
export type HookSecret =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'tokens'; readonly text: string };

interface ClaimedRow {
  readonly id: string;
  readonly host: string;
  readonly secret: Buffer;
  readonly secret_kind: HookSecret['kind'];
  readonly key_id: string;
  readonly tries: number;
}

export interface InstallHook {
  readonly id: string;
  readonly host: string;
  readonly secret: HookSecret;
  readonly tries: number;
}

export interface SpentState {
  /** Null: it was begun to connect an account. */
  readonly browser: Buffer | null;
}

export const hookPurpose = (id: string): string => `amocrm_install_hook/${id}`;
/** An authorisation code lives twenty minutes; tokens in hand are worth a day of trying. */
const CODE_LIFE = '20 minutes';
const TOKENS_LIFE = '1 day';

/** Authorisations on their way: states we gave out, and answers of amoCRM written down before anything is done with them. */
@Injectable()
export class InstallHookStore {
  constructor(private readonly box: SecretBox) {}

  /** The state of an authorisation we began; `browser`: what is kept of the secret of the one that signs in. */
  async newState(db: Db, state: string, now: Date, browser: Buffer | null = null): Promise<void> {
    await db.query('insert into oauth_state (state, created_at, browser) values ($1, $2, $3)', [
      state,
      now,
      browser,
    ]);
  }

  /** Known once: to connect within twenty minutes, to sign in within ten. Null: not ours, used, or over. */
  async spendState(db: Db, state: string, now: Date): Promise<SpentState | null> {
    const [rows] = (await db.query(
      `update oauth_state set used_at = $2 where state = $1 and used_at is null
          and created_at > $2::timestamptz - case when browser is null then interval '20 minutes' else interval '10 minutes' end
       returning browser`,
      [state, now],
    )) as [SpentState[]];
    return rows[0] ?? null;
  }

  async remember(db: Db, hook: { id: string; host: string; code: string }, now: Date): Promise<void> {
    const { bytes, keyId } = this.box.seal(hook.code, hookPurpose(hook.id));
    await db.query(
      `insert into install_hook (id, host, secret, secret_kind, key_id, received_at) values ($1, $2, $3, 'code', $4, $5)`,
      [hook.id, hook.host, bytes, keyId, now],
    );
  }

  /** Takes what can still be carried out and is due, the named one or all: one process has each for a minute. */
  async claim(db: Db, now: Date, id: string | null = null): Promise<InstallHook[]> {
    const [rows]: [ClaimedRow[], number] = await db.query(
      `update install_hook set claimed_until = $1::timestamptz + interval '1 minute' where id in (
         select id from install_hook
          where done_at is null and secret is not null and (next_try_at is null or next_try_at <= $1)
            and received_at > $1::timestamptz - (case secret_kind when 'code' then $3 else $4 end)::interval
            and (claimed_until is null or claimed_until < $1) and ($2::uuid is null or id = $2)
          order by received_at limit 50 for update skip locked)
       returning id, host, secret, secret_kind, key_id, tries`,
      [now, id, CODE_LIFE, TOKENS_LIFE],
    );
    return rows.map((row) => ({
      id: row.id,
      host: row.host,
      tries: row.tries,
      secret: {
        kind: row.secret_kind,
        text: this.box.open({ keyId: row.key_id, bytes: row.secret }, hookPurpose(row.id)),
      },
    }));
  }

  /** The code is spent: what it brought is kept before anything else is asked. */
  async keepTokens(db: Db, id: string, tokens: string): Promise<void> {
    const { bytes, keyId } = this.box.seal(tokens, hookPurpose(id));
    await db.query(`update install_hook set secret = $2, secret_kind = 'tokens', key_id = $3 where id = $1`, [
      id,
      bytes,
      keyId,
    ]);
  }

  async done(db: Db, id: string, now: Date): Promise<void> {
    await db.query('update install_hook set done_at = $2, secret = null where id = $1', [id, now]);
  }

  /** Tried again at an instant; null: never, and its secret is forgotten. */
  async failed(db: Db, id: string, failure: string, tryAgainAt: Date | null, now: Date): Promise<void> {
    await db.query(
      `update install_hook set tries = tries + 1, failure = $2, claimed_until = null, next_try_at = $3,
              secret = case when $3::timestamptz is null then null else secret end,
              done_at = case when $3::timestamptz is null then $4::timestamptz end
        where id = $1`,
      [id, failure.slice(0, 500), tryAgainAt, now],
    );
  }

  /** Forgets what is long over. */
  async sweep(db: Db, now: Date): Promise<void> {
    await db.query(
      `update install_hook set secret = null where received_at < $1::timestamptz - interval '1 day'`,
      [now],
    );
    await db.query(`delete from oauth_state where created_at < $1::timestamptz - interval '1 day'`, [now]);
    await db.query(`delete from amocrm_pace where next_at < $1::timestamptz - interval '1 day'`, [now]);
  }
}
