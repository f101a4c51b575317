import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A product may be sold as a package of counted services: bought once for a term, and again while the first one runs. */
export class SellPackages20261121140310 implements MigrationInterface {
  readonly name = 'SellPackages20261121140310';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table price add column is_package boolean not null default false;
      -- 0: a product lives once in an account. Packages of it are numbered and live side by side.
      alter table subscription add column package_no integer not null default 0 check (package_no >= 0);
      alter table subscription drop constraint subscription_account_id_product_code_ended_no_key;
      alter table subscription add constraint subscription_account_id_product_code_ended_no_key
        unique (account_id, product_code, ended_no, package_no);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('SellPackages cannot be undone');
  }
}
