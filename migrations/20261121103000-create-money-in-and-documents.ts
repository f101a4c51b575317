import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invoices, receipts, documents and their numbers. */
export class CreateMoneyInAndDocuments20261121103000 implements MigrationInterface {
  readonly name = 'CreateMoneyInAndDocuments20261121103000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- 1…n without a hole or repeat: the row is taken in the same transaction as the document it numbers.
      create table document_series (
        seller_code text not null references seller (code),
        kind text not null,
        year integer not null,
        last_number integer not null check (last_number >= 1),
        primary key (seller_code, kind, year)
      );

      create table document (
        account_id uuid not null,
        id uuid not null,
        kind text not null check (kind in ('invoice', 'upd', 'correction', 'act', 'certificate', 'reconciliation')),
        seller_code text not null,
        year integer not null,
        number integer not null,
        issued_on date not null,
        amount bigint not null,
        vat_rate text,
        vat_amount bigint not null,
        -- The fact that made it due, e.g. the receipt a UPD closes: one document of a kind for each fact.
        source text not null,
        -- Everything the paper says, as it was on the day; the bytes are made of it and of nothing else.
        facts jsonb not null,
        created_at timestamptz not null,
        primary key (account_id, id),
        unique (account_id, kind, source)
      );
      create index document_id on document (id);

      create table document_status (
        account_id uuid not null,
        document_id uuid not null,
        status text not null,
        on_date date not null,
        at timestamptz not null,
        actor text not null,
        primary key (account_id, document_id, status)
      );

      create table document_file (
        account_id uuid not null,
        document_id uuid not null,
        format text not null check (format in ('pdf', 'xml')),
        bytes bytea not null,
        sha256 bytea not null,
        made_at timestamptz not null,
        primary key (account_id, document_id, format)
      );

      create table invoice (
        account_id uuid not null,
        id uuid not null,
        seller_code text not null,
        number integer not null,
        issued_on date not null,
        due_on date not null,
        amount bigint not null check (amount > 0),
        vat_rate text,
        vat_amount bigint not null,
        state text not null check (state in ('issued', 'paid', 'cancelled', 'expired')),
        customer_inn text not null,
        customer_name text not null,
        paid_by uuid,
        created_at timestamptz not null,
        primary key (account_id, id)
      );
      create index invoice_id on invoice (id);
      create index invoice_number on invoice (seller_code, number);
      create index invoice_open_inn on invoice (seller_code, customer_inn, amount) where state = 'issued';

      -- Received money. A seller's table: the owner is not known yet when the row is written.
      create table receipt (
        id uuid primary key,
        seller_code text not null references seller (code),
        source text not null check (source in ('bank', 'robokassa', 'yookassa')),
        reference text not null,
        received_on date not null,
        amount bigint not null check (amount > 0),
        payer_name text not null,
        payer_inn text,
        payer_account text,
        payee_account text,
        purpose text not null,
        document_number text,
        document_date date,
        state text not null check (state in ('credited', 'unallocated', 'returned')),
        account_id uuid,
        invoice_id uuid,
        reason text,
        recorded_at timestamptz not null,
        unique (source, reference),
        check ((state = 'credited') = (account_id is not null))
      );
      create index receipt_newest on receipt (recorded_at desc, id desc);
      create index receipt_unallocated on receipt (recorded_at desc, id desc) where state = 'unallocated';
      create index receipt_account on receipt (account_id) where account_id is not null;

      create table bank_statement (
        id uuid primary key,
        sha256 bytea not null,
        imported_at timestamptz not null,
        imported_by text not null,
        result jsonb not null
      );

      create table approval (
        id uuid primary key,
        account_id uuid not null,
        kind text not null,
        amount bigint not null,
        payload jsonb not null,
        reason text not null,
        state text not null check (state in ('pending', 'approved', 'rejected')),
        requested_by text not null,
        requested_by_name text not null,
        requested_at timestamptz not null,
        decided_by text,
        decided_at timestamptz
      );
      create index approval_pending on approval (requested_at desc, id desc) where state = 'pending';
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateMoneyInAndDocuments cannot be undone');
  }
}
