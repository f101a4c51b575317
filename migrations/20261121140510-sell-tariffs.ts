import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A product may be sold under several named tariffs, each with prices and limits of its own, one of them free of charge. */
export class SellTariffs20261121140510 implements MigrationInterface {
  readonly name = 'SellTariffs20261121140510';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table product
        -- In the order of the catalogue: [{code, name, english}]; null: there is one tariff without a name.
        add column tariffs jsonb,
        -- How many subscriptions of a price of nothing an account may have at a time; null: as many as it likes.
        add column free_instances integer check (free_instances >= 1);
      alter table price add column tariff text;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('SellTariffs cannot be undone');
  }
}
