import { Injectable } from '@nestjs/common';
import type { AmoTokens } from '@rocket/amocrm';
import type { EntityManager } from 'typeorm';
import { SecretBox } from '../platform/secret-box';

export interface InstallationRow {
  readonly accountId: string;
  readonly clientId: string;
  readonly host: string;
  readonly platform: string;
  readonly tokens: AmoTokens;
  readonly installedBy: number | null;
}

const purposeOf = (accountId: string): string => `amocrm_tokens/${accountId}`;

/** Installations with their tokens, sealed at rest. */
@Injectable()
export class InstallationStore {
  constructor(private readonly box: SecretBox) {}

  /** A second install of the same account replaces the tokens and nothing else. */
  async save(tx: EntityManager, row: InstallationRow, now: Date): Promise<void> {
    const sealed = this.box.seal(JSON.stringify(row.tokens), purposeOf(row.accountId));
    await tx.query(
      `insert into installation (account_id, client_id, host, platform, tokens, key_id, token_expires_at, state, installed_by,
         installed_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $9, $9)
       on conflict (account_id) do update set client_id = excluded.client_id, host = excluded.host,
         platform = excluded.platform, tokens = excluded.tokens, key_id = excluded.key_id,
         token_expires_at = excluded.token_expires_at, state = 'active', updated_at = excluded.updated_at`,
      [
        row.accountId,
        row.clientId,
        row.host,
        row.platform,
        sealed.bytes,
        sealed.keyId,
        new Date(now.getTime() + row.tokens.expiresIn * 1000),
        row.installedBy,
        now,
      ],
    );
  }

  async markRemoved(tx: EntityManager, accountId: string, now: Date): Promise<void> {
    await tx.query(
      `update installation set state = 'removed', tokens = null, updated_at = $2 where account_id = $1`,
      [accountId, now],
    );
  }

  /** The state of an authorisation we began: known once, within twenty minutes. */
  async newState(tx: EntityManager, state: string, now: Date): Promise<void> {
    await tx.query('insert into oauth_state (state, created_at) values ($1, $2)', [state, now]);
  }

  async spendState(tx: EntityManager, state: string, now: Date): Promise<boolean> {
    const [rows] = await tx.query(
      `update oauth_state set used_at = $2 where state = $1 and used_at is null and created_at > $2::timestamptz - interval '20 minutes'
       returning state`,
      [state, now],
    );
    return rows.length > 0;
  }

  async rememberHook(
    tx: EntityManager,
    hook: { id: string; host: string; code: string },
    now: Date,
  ): Promise<void> {
    await tx.query('insert into install_hook (id, host, code, received_at) values ($1, $2, $3, $4)', [
      hook.id,
      hook.host,
      hook.code,
      now,
    ]);
  }

  /** Takes hooks not yet carried out, while their code can still be alive: one process has each for a minute. */
  async claimHooks(tx: EntityManager, now: Date): Promise<{ id: string; host: string; code: string }[]> {
    const [rows] = await tx.query(
      `update install_hook set claimed_until = $1::timestamptz + interval '1 minute' where id in (
         select id from install_hook
          where done_at is null and tries < 5 and received_at > $1::timestamptz - interval '20 minutes'
            and (claimed_until is null or claimed_until < $1)
          order by received_at limit 50 for update skip locked)
       returning id, host, code`,
      [now],
    );
    return rows;
  }

  async hookDone(tx: EntityManager, id: string, now: Date): Promise<void> {
    await tx.query(`update install_hook set done_at = $2, code = '' where id = $1`, [id, now]);
  }

  async hookFailed(tx: EntityManager, id: string, failure: string): Promise<void> {
    await tx.query(
      'update install_hook set tries = tries + 1, failure = $2, claimed_until = null where id = $1',
      [id, failure.slice(0, 500)],
    );
  }
}
