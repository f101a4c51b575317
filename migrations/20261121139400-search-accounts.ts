import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Staff look an account up while its owner is on the phone: by any part of a name, by the beginning of an INN, by the number of
 * an invoice or by a sum. pg_trgm comes with PostgreSQL and is trusted: the owner of a database may switch it on.
 */
export class SearchAccounts20261121139400 implements MigrationInterface {
  readonly name = 'SearchAccounts20261121139400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create extension if not exists pg_trgm;
      -- Written rarely and read at every letter: nothing waits in a pending list.
      create index account_name_parts on account using gin (name gin_trgm_ops) with (fastupdate = off);
      create index account_subdomain_parts on account using gin (subdomain gin_trgm_ops) with (fastupdate = off);
      create index customer_profile_name_parts on customer_profile using gin ((requisites ->> 'legalName') gin_trgm_ops) with (fastupdate = off);
      create index customer_profile_inn_begins on customer_profile (inn text_pattern_ops);
      create index invoice_by_number on invoice (number, created_at desc);
      create index invoice_by_amount on invoice (amount, created_at desc);
      create index receipt_by_amount on receipt (amount, recorded_at desc);
      create index receipt_part_by_amount on receipt_part (amount, credited_at desc);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('SearchAccounts cannot be undone');
  }
}
