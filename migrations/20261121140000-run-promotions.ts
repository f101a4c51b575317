import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Promotions (rule 8; first offer, 3.12, last part): rules by which whoever connects a product has it free for a period. */
export class RunPromotions20261121140000 implements MigrationInterface {
  readonly name = 'RunPromotions20261121140000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table promotion (
        id uuid primary key,
        seller_code text not null references seller (code),
        name text not null,
        opens_on date not null,
        closes_on date not null,
        audience text not null check (audience in ('everyone', 'newcomers')),
        -- How many units are free; null: all of them.
        most_units integer check (most_units >= 1),
        days integer check (days >= 1),
        until_on date,
        created_at timestamptz not null,
        created_by text not null,
        ended_at timestamptz,
        ended_by text,
        check (closes_on >= opens_on),
        check ((days is null) <> (until_on is null)),
        check (until_on >= closes_on),
        check ((ended_at is null) = (ended_by is null))
      );

      create table promotion_product (
        promotion_id uuid not null references promotion (id),
        product_code text not null references product (code),
        primary key (promotion_id, product_code)
      );
      create index promotion_product_code on promotion_product (product_code);

      -- A grant by a promotion: an account is given a product by it once, whatever else happens.
      alter table access_grant add column promotion_id uuid references promotion (id);
      create unique index access_grant_once_by_promotion on access_grant (account_id, promotion_id, product_code)
        where promotion_id is not null;
      create index access_grant_promotion on access_grant (promotion_id) where promotion_id is not null;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RunPromotions cannot be undone');
  }
}
