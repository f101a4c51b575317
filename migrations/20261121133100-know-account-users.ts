import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What amoCRM says of the people of an account, and what is decided about them in the panel (rule 30). */
export class KnowAccountUsers20261121133100 implements MigrationInterface {
  readonly name = 'KnowAccountUsers20261121133100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table account_user
        -- amoCRM's own word: a person who left or was switched off there.
        add column amo_active boolean not null default true,
        -- Without a paid seat of amoCRM.
        add column is_free boolean not null default false,
        -- Switched off in the panel.
        add column closed_at timestamptz,
        -- Who gave the level; null: it follows from the rights in amoCRM.
        add column level_given_by text,
        add column rights_read_at timestamptz,
        add column rights_tried_at timestamptz;
      update account_user set amo_active = is_active,
        level_given_by = case when level in ('owner', 'billing') then 'installation' end;
      alter table account_user drop column is_active;
      alter table account_user
        add column is_active boolean not null generated always as (amo_active and closed_at is null) stored;

      -- Every change of access, for good: who may spend an account's money was decided by somebody.
      create table access_change (
        account_id uuid not null,
        id uuid not null,
        user_id uuid not null,
        level_before text not null,
        level_after text not null,
        open_before boolean not null,
        open_after boolean not null,
        by text not null,
        at timestamptz not null,
        primary key (account_id, id)
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KnowAccountUsers cannot be undone');
  }
}
