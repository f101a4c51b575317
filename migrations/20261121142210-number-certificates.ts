import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A certificate has its place in the series of its seller, so that its paper carries the same number. */
export class NumberCertificates20261121142210 implements MigrationInterface {
  readonly name = 'NumberCertificates20261121142210';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index certificate_number;
      alter table certificate drop column number, add column year integer not null, add column number integer not null;
      create index certificate_number on certificate (product_code, year, number);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('NumberCertificates cannot be undone');
  }
}
