import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which language each user reads: what their amoCRM says, until they choose one themselves. */
export class TellInTwoLanguages20261121135000 implements MigrationInterface {
  readonly name = 'TellInTwoLanguages20261121135000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table account_user
        add column language text check (language in ('ru', 'en')),
        -- Chosen by hand: what the widget says of the page changes it no more.
        add column language_chosen boolean not null default false;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('TellInTwoLanguages cannot be undone');
  }
}
