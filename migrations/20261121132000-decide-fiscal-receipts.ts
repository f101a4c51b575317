import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people decided about cash receipts that the register did not make: who, when, why, by what evidence (54-FZ, facts 8.1). */
export class DecideFiscalReceipts20261121132000 implements MigrationInterface {
  readonly name = 'DecideFiscalReceipts20261121132000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table fiscal_receipt
        -- Sent for the so manieth time: an answer about an earlier attempt changes nothing.
        add column attempt integer not null default 1,
        -- A person has said that nothing more is needed.
        add column settled_at timestamptz;

      create index fiscal_receipt_id on fiscal_receipt (id);

      create table fiscal_receipt_decision (
        account_id uuid not null,
        id uuid not null,
        receipt_id uuid not null,
        decision text not null check (decision in ('registered', 'not_needed', 'resend')),
        reason text not null,
        evidence text,
        -- How the receipt stood before: its state, the provider's name for it, its number and key.
        was jsonb not null,
        actor text not null,
        at timestamptz not null,
        primary key (account_id, id)
      );
      create index fiscal_receipt_decision_of on fiscal_receipt_decision (account_id, receipt_id, at);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('DecideFiscalReceipts cannot be undone');
  }
}
