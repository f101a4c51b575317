import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The end of things: freezing, erasure, termination, refunds, and the seal over the journal. */
export class CreateLeaving20261121105000 implements MigrationInterface {
  readonly name = 'CreateLeaving20261121105000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table account
        add column frozen_on date,
        -- Staff may put erasure off by agreement (rule 16).
        add column kept_until date;
      create index account_leaving on account (state) where state in ('suspended', 'frozen');

      create table termination (
        account_id uuid primary key,
        id uuid not null,
        initiator text not null check (initiator in ('customer', 'seller')),
        breach boolean not null,
        reason text not null,
        requested_at timestamptz not null,
        requested_by text not null,
        effective_on date not null,
        done_at timestamptz
      );
      create index termination_open on termination (effective_on) where done_at is null;

      create table refund_request (
        account_id uuid not null,
        id uuid not null,
        amount bigint not null check (amount > 0),
        state text not null check (state in ('calculated', 'awaiting_signed_correction', 'approved', 'paid', 'rejected')),
        document_id uuid,
        requested_at timestamptz not null,
        requested_by text not null,
        paid_at timestamptz,
        paid_by text,
        primary key (account_id, id)
      );
      create index refund_request_id on refund_request (id);
      create unique index refund_request_open on refund_request (account_id)
        where state in ('calculated', 'awaiting_signed_correction', 'approved');

      create table signed_copy (
        account_id uuid not null,
        document_id uuid not null,
        file_name text,
        media_type text not null,
        bytes bytea not null,
        sha256 bytea not null,
        uploaded_at timestamptz not null,
        uploaded_by text not null,
        primary key (account_id, document_id)
      );

      create table trial_extension (
        account_id uuid not null,
        product_code text not null,
        id uuid not null,
        days integer not null check (days > 0),
        reason text not null,
        extended_by text not null,
        extended_at timestamptz not null,
        primary key (account_id, product_code, id)
      );

      -- A hash over each entry and the one before it, sealed after commit: whoever changes a row breaks every later one.
      create table entry_seal (
        account_id uuid not null,
        seq integer not null,
        hash bytea not null,
        sealed_at timestamptz not null,
        primary key (account_id, seq)
      );
      create trigger entry_seal_is_final before update or delete on entry_seal for each row execute function refuse_change();
      create trigger entry_seal_is_kept before truncate on entry_seal for each statement execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateLeaving cannot be undone');
  }
}
