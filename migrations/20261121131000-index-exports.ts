import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Registers and exports go through a seller's papers and money by days: without these each page would read every row. */
export class IndexExports20261121131000 implements MigrationInterface {
  readonly name = 'IndexExports20261121131000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index document_issued on document (seller_code, issued_on, id);
      create index receipt_received on receipt (seller_code, received_on, id);
      create index entry_refund on entry (business_date, id) where kind = 'refund';
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('IndexExports cannot be undone');
  }
}
