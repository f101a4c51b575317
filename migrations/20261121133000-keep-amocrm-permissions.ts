import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every user who authorised us has a pair of tokens of their own (facts §1.3), rotated by one process at a time; the
 * requests to an account are kept apart in all processes together; what is heard of an account is remembered.
 */
export class KeepAmocrmPermissions20261121133000 implements MigrationInterface {
  readonly name = 'KeepAmocrmPermissions20261121133000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table amocrm_permission (
        account_id uuid not null,
        amocrm_user_id bigint not null,
        -- long_lived: made by hand in amoCRM, never refreshed.
        kind text not null check (kind in ('pair', 'long_lived')),
        is_admin boolean not null,
        -- AES-256-GCM under the key named by key_id.
        tokens bytea not null,
        key_id text not null,
        expires_at timestamptz not null,
        -- Grows with each pair: whoever writes a pair says which one it takes the place of.
        version integer not null default 1,
        -- revoked: amoCRM said so of a pair we are sure was the last one; lost: it may have changed without our hearing.
        state text not null check (state in ('active', 'revoked', 'lost')),
        lease_owner uuid,
        lease_until timestamptz,
        -- A rotation began and its outcome is not known.
        rotating boolean not null default false,
        granted_at timestamptz not null,
        updated_at timestamptz not null,
        primary key (account_id, amocrm_user_id)
      );
      insert into amocrm_permission (account_id, amocrm_user_id, kind, is_admin, tokens, key_id, expires_at, state, granted_at,
        updated_at)
      select account_id, coalesce(installed_by, 0), 'pair', true, tokens, key_id, token_expires_at, 'active', updated_at,
        updated_at from installation where tokens is not null;

      alter table installation drop column tokens, drop column key_id, drop column token_expires_at,
        add column removed_at timestamptz,
        -- unpaid: 402; blocked: every call answers 403; refused: amoCRM does not know our client id and secret.
        add column trouble text check (trouble in ('unpaid', 'blocked', 'refused')),
        add column trouble_since timestamptz,
        -- While there is trouble, nothing is asked before.
        add column ask_again_at timestamptz,
        -- A signed hook said that access was revoked; forgotten when amoCRM was asked.
        add column revocation_told_at timestamptz,
        add column users_read_at timestamptz,
        add column users_tried_at timestamptz;

      -- The turn of the next request to a host, and how often it asked us to wait lately.
      create table amocrm_pace (
        host text primary key,
        next_at timestamptz not null,
        strikes integer not null default 0,
        struck_at timestamptz
      );

      -- A code is a secret while it lives. What it was traded for waits here when amoCRM could not be asked further.
      delete from install_hook;
      alter table install_hook drop column code,
        add column secret bytea,
        add column secret_kind text check (secret_kind in ('code', 'tokens')),
        add column key_id text,
        add column next_try_at timestamptz;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KeepAmocrmPermissions cannot be undone');
  }
}
