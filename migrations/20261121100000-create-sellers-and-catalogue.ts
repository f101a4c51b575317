import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sellers with their versioned offer terms, products and immutable price versions: all of it data. */
export class CreateSellersAndCatalogue20261121100000 implements MigrationInterface {
  readonly name = 'CreateSellersAndCatalogue20261121100000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table seller (
        code text primary key,
        name text not null,
        currency text not null check (currency in ('RUB', 'KZT', 'USD')),
        time_zone text not null,
        vat_regime text not null check (vat_regime in ('general', 'simplified_5', 'simplified_7', 'none')),
        requisites jsonb not null,
        offer_version text not null,
        -- The seller's own book in the journal: what was received and is nobody's yet.
        book_id uuid not null unique
      );

      create table offer_version (
        seller_code text not null references seller (code),
        version text not null,
        terms jsonb not null,
        recorded_at timestamptz not null,
        primary key (seller_code, version)
      );

      create table product (
        code text primary key,
        seller_code text not null references seller (code),
        name text not null,
        kind text not null check (kind in ('widget', 'report', 'integration', 'module', 'service')),
        tariff_unit text not null,
        summary text,
        -- null: as the seller's terms say.
        trial_days integer check (trial_days >= 0),
        created_at timestamptz not null
      );
      create index product_seller on product (seller_code);

      create table price (
        id uuid primary key,
        product_code text not null references product (code),
        period text not null,
        unit_price numeric(24, 9) not null check (unit_price >= 0),
        min_quantity integer not null default 1 check (min_quantity >= 1),
        valid_from date not null,
        version integer not null,
        tiers jsonb,
        limits jsonb,
        usage_prices jsonb,
        created_at timestamptz not null,
        unique (product_code, version)
      );

      create table price_change (
        id uuid primary key,
        product_code text not null references product (code),
        period text not null,
        price_id uuid not null references price (id),
        effective_on date not null,
        announced_at timestamptz not null,
        announced_by text not null
      );
      create index price_change_product on price_change (product_code, period, effective_on);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateSellersAndCatalogue cannot be undone');
  }
}
