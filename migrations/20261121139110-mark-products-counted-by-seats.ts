import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a quantity may follow is data of the product: what its unit is called says nothing a program could read. */
export class MarkProductsCountedBySeats20261121139110 implements MigrationInterface {
  readonly name = 'MarkProductsCountedBySeats20261121139110';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- null: the customer chooses the quantity and it stays.
      alter table product add column quantity_follows text check (quantity_follows in ('seats'));
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('MarkProductsCountedBySeats cannot be undone');
  }
}
