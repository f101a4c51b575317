import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The register of cash receipts of law 54-FZ: what was sent, and what the cash register said (facts: ru-docs-payments §8.1). */
export class CreateFiscalReceipts20261121125500 implements MigrationInterface {
  readonly name = 'CreateFiscalReceipts20261121125500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table fiscal_receipt (
        account_id uuid not null,
        id uuid not null,
        -- The card payment it is about, and the refund it takes back, or the calendar month it sets off (its first day).
        payment_id uuid not null,
        refund_id uuid,
        month date check (extract(day from month) = 1),
        kind text not null check (kind in ('income', 'income_return', 'offset')),
        amount bigint not null check (amount > 0),
        -- What was sent, word for word; kept before the call with its key, so a repeat says the same.
        request_key uuid not null,
        sent jsonb not null,
        -- The number a second receipt has in a Robokassa shop.
        number integer check (number between 1 and 2147483647),
        -- 'untold': it went out inside another call, and the provider has no way of asking about it.
        state text not null check (state in ('pending', 'succeeded', 'canceled', 'untold')),
        -- When it was first told to the provider: one without an answer may or may not be there.
        asked_at timestamptz,
        provider_id text,
        fiscal_document_number text,
        fiscal_storage_number text,
        fiscal_attribute text,
        registered_at timestamptz,
        reason text,
        created_at timestamptz not null,
        ended_at timestamptz,
        looks integer not null default 0,
        look_after timestamptz,
        -- Of an income: the first day of the newest month whose offset has been decided, and whether nothing more can come.
        offset_through date,
        offset_over boolean not null default false,
        primary key (account_id, id),
        check ((kind = 'income_return') = (refund_id is not null)),
        check ((kind = 'offset') = (month is not null)),
        check ((state = 'pending') = (ended_at is null)),
        check (state = 'pending' or look_after is null)
      );
      create unique index fiscal_receipt_once on fiscal_receipt (account_id, payment_id, kind, refund_id, month) nulls not distinct;
      create index fiscal_receipt_number on fiscal_receipt (number) where number is not null;
      create index fiscal_receipt_theirs on fiscal_receipt (provider_id) where provider_id is not null;
      create index fiscal_receipt_look on fiscal_receipt (look_after) where look_after is not null;
      create index fiscal_receipt_newest on fiscal_receipt (created_at desc, id desc);
      create index fiscal_receipt_attention on fiscal_receipt (state, created_at) where state in ('pending', 'canceled');
      create index fiscal_receipt_to_offset on fiscal_receipt (offset_through nulls first, account_id) where kind = 'income' and not offset_over;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateFiscalReceipts cannot be undone');
  }
}
