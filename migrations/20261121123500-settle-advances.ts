import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers over what was consumed: how far an account's journal has been turned into them, and which advances they used up. */
export class SettleAdvances20261121123500 implements MigrationInterface {
  readonly name = 'SettleAdvances20261121123500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Declared − done: entries after seq, and months after through, are still to be turned into papers.
      create table delivered_through (
        account_id uuid primary key,
        seq integer not null,
        -- Last day of the last month that has its paper; null where papers do not go by months.
        through date
      );

      -- First in, first out: which part of which advance invoice a closing document settles (line 5б, books of VAT).
      create table advance_use (
        account_id uuid not null,
        advance_id uuid not null,
        document_id uuid not null,
        gross bigint not null check (gross > 0),
        vat bigint not null check (vat >= 0),
        primary key (account_id, advance_id, document_id)
      );
      create trigger advance_use_is_final before update or delete on advance_use
        for each row execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('SettleAdvances cannot be undone');
  }
}
