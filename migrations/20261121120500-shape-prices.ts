import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Prices for packs and prices by volume; a flat fee lies in the tier it belongs to. */
export class ShapePrices20261121120500 implements MigrationInterface {
  readonly name = 'ShapePrices20261121120500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table price
        add column tier_mode text check (tier_mode in ('graduated', 'volume')),
        -- The unit price is for a pack of so many units; a started pack counts whole.
        add column pack_size integer check (pack_size >= 2);
      update price set tier_mode = 'graduated' where tiers is not null;
      alter table price
        add constraint price_tiers_have_a_mode check ((tiers is null) = (tier_mode is null)),
        add constraint price_is_in_tiers_or_packs check (tiers is null or pack_size is null);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('ShapePrices cannot be undone');
  }
}
