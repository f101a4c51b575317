import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices with the evidence of their delivery, and amoCRM installations. */
export class CreateNoticesAndInstalls20261121104000 implements MigrationInterface {
  readonly name = 'CreateNoticesAndInstalls20261121104000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table notice (
        account_id uuid not null,
        id uuid not null,
        -- Names what it is about: told once, however often the work is repeated.
        key text not null,
        kind text not null,
        facts jsonb not null,
        created_at timestamptz not null,
        primary key (account_id, id),
        unique (account_id, key)
      );
      create index notice_newest on notice (account_id, created_at desc, id desc);

      create table notice_delivery (
        account_id uuid not null,
        notice_id uuid not null,
        channel text not null check (channel in ('push', 'email', 'panel')),
        state text not null,
        user_id uuid not null,
        at timestamptz not null,
        primary key (account_id, notice_id, channel, user_id, state)
      );

      create table balance_alert (
        account_id uuid not null,
        threshold bigint not null check (threshold >= 0),
        -- false: told, and not told again until the balance came back above.
        armed boolean not null,
        primary key (account_id, threshold)
      );

      create table installation (
        account_id uuid primary key,
        client_id text not null,
        host text not null,
        platform text,
        -- AES-256-GCM under the key named by key_id.
        tokens bytea,
        key_id text,
        token_expires_at timestamptz,
        state text not null check (state in ('active', 'needs_reauth', 'removed')),
        installed_by bigint,
        installed_at timestamptz not null,
        updated_at timestamptz not null
      );

      -- The install hook is sent once and never repeated: it is written down before it is answered.
      create table install_hook (
        id uuid primary key,
        host text not null,
        code text not null,
        received_at timestamptz not null,
        done_at timestamptz,
        tries integer not null default 0,
        failure text
      );
      create index install_hook_open on install_hook (received_at) where done_at is null;

      create table oauth_state (
        state text primary key,
        created_at timestamptz not null,
        used_at timestamptz
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateNoticesAndInstalls cannot be undone');
  }
}
