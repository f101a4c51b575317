import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A seller has a country, whose law its requisites and those of its customers follow. */
export class KnowCountries20261121142000 implements MigrationInterface {
  readonly name = 'KnowCountries20261121142000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table seller add column country text not null default 'RU' check (country in ('RU', 'KZ'));
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KnowCountries cannot be undone');
  }
}
