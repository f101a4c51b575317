import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each account was last used by its customer: offers close accounts nobody uses (QSockets 3.6.1). */
export class NoteActivity20261121142300 implements MigrationInterface {
  readonly name = 'NoteActivity20261121142300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table account_activity (
        account_id uuid primary key references account (id),
        -- The latest day, in the zone of the seller.
        active_on date not null,
        kind text not null check (kind in ('visit', 'usage', 'payment', 'restored', 'unknown'))
      );
      -- What was before nobody noted: whoever is a customer now has not been idle yet.
      insert into account_activity (account_id, active_on, kind) select id, current_date, 'unknown' from account;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('NoteActivity cannot be undone');
  }
}
