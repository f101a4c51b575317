import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sellers stand in the order they were recorded, so that the one an installation began with stays the first whatever its code
 * is; and each may have a word of its own for what it sells.
 */
export class OrderSellers20261121142400 implements MigrationInterface {
  readonly name = 'OrderSellers20261121142400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table seller add column goods jsonb, add column nth_recorded integer;
      update seller s set nth_recorded = o.nth
        from (select v.seller_code, row_number() over (order by min(v.recorded_at), x.book_id) as nth
                from offer_version v join seller x on x.code = v.seller_code
               group by v.seller_code, x.book_id) o
       where o.seller_code = s.code;
      alter table seller alter column nth_recorded set not null, add constraint seller_recorded_once unique (nth_recorded);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('OrderSellers cannot be undone');
  }
}
