import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the API needs before it has any business: the sandbox clock, who may sign in and how (only SHA-256 of
 * secrets is kept), and the requests that must not happen twice.
 */
export class CreatePlatform20261121090000 implements MigrationInterface {
  readonly name = 'CreatePlatform20261121090000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sandbox_clock (
        id     smallint primary key check (id = 1),
        at     timestamptz not null,
        paused boolean not null
      );

      create table staff_member (
        id            uuid primary key,
        email         text not null,
        name          text not null,
        role          text not null check (role in ('support', 'account_manager', 'accountant', 'administrator')),
        password_hash text not null,
        created_at    timestamptz not null,
        disabled_at   timestamptz
      );
      create unique index staff_member_email on staff_member (lower(email));

      create table account_user (
        account_id      uuid not null,
        id              uuid not null,
        amocrm_user_id  bigint not null,
        name            text not null,
        email           text,
        is_admin        boolean not null,
        level           text not null check (level in ('owner', 'administrator', 'billing', 'viewer')),
        is_active       boolean not null,
        first_seen_at   timestamptz not null,
        primary key (account_id, id),
        unique (account_id, amocrm_user_id)
      );

      create table api_token (
        hash         bytea primary key check (length(hash) = 32),
        kind         text not null check (kind in ('staff', 'user')),
        staff_id     uuid references staff_member (id) on delete cascade,
        account_id   uuid,
        user_id      uuid,
        created_at   timestamptz not null,
        last_used_at timestamptz,
        foreign key (account_id, user_id) references account_user (account_id, id) on delete cascade,
        constraint api_token_has_one_bearer check (
          (kind = 'staff' and staff_id is not null and account_id is null and user_id is null) or
          (kind = 'user' and staff_id is null and account_id is not null and user_id is not null)
        )
      );

      create table panel_session (
        hash       bytea primary key check (length(hash) = 32),
        kind       text not null check (kind in ('staff', 'user')),
        staff_id   uuid references staff_member (id) on delete cascade,
        account_id uuid,
        user_id    uuid,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        foreign key (account_id, user_id) references account_user (account_id, id) on delete cascade,
        constraint panel_session_has_one_bearer check (
          (kind = 'staff' and staff_id is not null and account_id is null and user_id is null) or
          (kind = 'user' and staff_id is null and account_id is not null and user_id is not null)
        )
      );
      create index panel_session_expires_at on panel_session (expires_at);

      create table one_time_link (
        hash       bytea primary key check (length(hash) = 32),
        account_id uuid not null,
        user_id    uuid not null,
        expires_at timestamptz not null,
        used_at    timestamptz,
        foreign key (account_id, user_id) references account_user (account_id, id) on delete cascade
      );
      create index one_time_link_expires_at on one_time_link (expires_at);

      create table sign_in_failure (
        who           bytea primary key check (length(who) = 32),
        failures      integer not null check (failures > 0),
        failed_at     timestamptz not null,
        blocked_until timestamptz not null
      );

      create table idempotency_key (
        caller       text not null,
        path         text not null,
        key          text not null check (length(key) <= 255),
        request_hash bytea not null check (length(request_hash) = 32),
        state        text not null check (state in ('running', 'done')),
        holder       uuid not null,
        lease_until  timestamptz not null,
        status       integer,
        body         text,
        created_at   timestamptz not null,
        primary key (caller, path, key),
        constraint idempotency_key_done_has_status check ((state = 'done') = (status is not null))
      );
      create index idempotency_key_created_at on idempotency_key (created_at);
    `);
  }

  /** Forward only: correct with a new migration. */
  async down(): Promise<void> {
    throw new Error('CreatePlatform cannot be undone');
  }
}
