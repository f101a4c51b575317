import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outgoing lines of bank statements that paid a refund: one line proves one payment, in whichever files it stands. */
export class ProveRefundPayments20261121139300 implements MigrationInterface {
  readonly name = 'ProveRefundPayments20261121139300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table refund_payment (
        account_id uuid not null,
        -- Of the line: the same in every file of one format.
        reference text not null,
        refund_id uuid not null,
        -- A payment that the bank gave back paid nothing, also where a file does not show that it came back.
        outcome text not null check (outcome in ('paid', 'given_back')),
        document_number text not null,
        sent_on date not null,
        amount bigint not null check (amount > 0),
        statement_id uuid not null references bank_statement (id),
        line integer not null check (line >= 1),
        recorded_at timestamptz not null,
        recorded_by text not null,
        primary key (account_id, reference)
      );
      create unique index refund_payment_once on refund_payment (account_id, refund_id) where outcome = 'paid';
      create index refund_payment_line on refund_payment (reference);
      create trigger refund_payment_is_final before update or delete on refund_payment
        for each row execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('ProveRefundPayments cannot be undone');
  }
}
