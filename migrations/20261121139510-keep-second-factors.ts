import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A second factor of staff (TOTP), and sessions that can be told apart and ended one by one. */
export class KeepSecondFactors20261121139510 implements MigrationInterface {
  readonly name = 'KeepSecondFactors20261121139510';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table staff_factor (
        staff_id     uuid not null references staff_member (id) on delete cascade,
        -- A new device is proven before the one in use is given up.
        is_confirmed boolean not null,
        secret       bytea not null,
        key_id       text not null,
        created_at   timestamptz not null,
        -- The last half-minute a code was used of: none is good twice.
        last_step    bigint,
        primary key (staff_id, is_confirmed),
        check (is_confirmed = (last_step is not null))
      );

      create table staff_recovery_code (
        staff_id uuid not null references staff_member (id) on delete cascade,
        hash     bytea not null check (length(hash) = 32),
        used_at  timestamptz,
        primary key (staff_id, hash)
      );

      alter table panel_session
        add column id uuid not null default gen_random_uuid(),
        add column address text,
        add column device text,
        add column last_seen_at timestamptz;
      alter table panel_session alter column id drop default;
      update panel_session set last_seen_at = created_at;
      alter table panel_session alter column last_seen_at set not null;
      create unique index panel_session_id on panel_session (id);
      create index panel_session_staff on panel_session (staff_id) where staff_id is not null;
      create index panel_session_user on panel_session (account_id, user_id) where user_id is not null;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KeepSecondFactors cannot be undone');
  }
}
