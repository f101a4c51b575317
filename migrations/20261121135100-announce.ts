import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Announcements: what a seller tells many accounts at once, and which notice came of which. */
export class Announce20261121135100 implements MigrationInterface {
  readonly name = 'Announce20261121135100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table announcement (
        id uuid primary key,
        seller_code text not null references seller (code),
        kind text not null,
        audience jsonb not null,
        -- By language, with placeholders; each account's notice holds the words it was told.
        texts jsonb not null,
        effective_on date,
        effective_time text check (effective_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
        post_at timestamptz not null,
        state text not null check (state in ('scheduled', 'posting', 'posted', 'held', 'cancelled')),
        -- Accounts are told in order of their ids: where a process that died had got to.
        told_to uuid,
        created_at timestamptz not null,
        created_by text not null,
        posted_at timestamptz,
        cancelled_at timestamptz,
        cancelled_by text,
        held_because text
      );
      create index announcement_due on announcement (post_at) where state in ('scheduled', 'posting');
      create index announcement_newest on announcement (created_at desc, id desc);

      alter table notice add column announcement_id uuid;
      create index notice_of_announcement on notice (announcement_id, account_id) where announcement_id is not null;
      create index account_of_seller on account (seller_code, id);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('Announce cannot be undone');
  }
}
