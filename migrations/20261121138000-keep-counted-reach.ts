import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far an announcement has got, counted and kept: a list of them must not count millions of notices anew. */
export class KeepCountedReach20261121138000 implements MigrationInterface {
  readonly name = 'KeepCountedReach20261121138000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table announcement
        -- Written with each batch that is told.
        add column accounts integer not null default 0,
        -- As counted at counted_at; null: not since it was posted.
        add column emailed integer not null default 0,
        add column seen integer not null default 0,
        add column counted_at timestamptz,
        add column count_next_at timestamptz;
      update announcement w
         set accounts = (select count(*) from notice n where n.announcement_id = w.id),
             count_next_at = case when posted_at is null then null else posted_at end;
      create index announcement_to_count on announcement (count_next_at) where count_next_at is not null;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KeepCountedReach cannot be undone');
  }
}
