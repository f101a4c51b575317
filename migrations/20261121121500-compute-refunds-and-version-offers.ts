import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refunds say of what they consist and why one was refused; versions of an offer say from when they hold. */
export class ComputeRefundsAndVersionOffers20261121121500 implements MigrationInterface {
  readonly name = 'ComputeRefundsAndVersionOffers20261121121500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table refund_request
        add column from_balance bigint check (from_balance >= 0),
        -- The last day to compute it by the offer; null when its year has no calendar yet.
        add column compute_by date,
        add column rejected_at timestamptz,
        add column rejected_by text,
        add column reject_reason text,
        add check ((state = 'rejected') = (reject_reason is not null));
      update refund_request set from_balance = amount;
      alter table refund_request alter column from_balance set not null;

      -- What a refund gives back of single charges; the entry itself is written when it is paid.
      create table refund_line (
        account_id uuid not null,
        refund_id uuid not null,
        entry_id uuid not null,
        subscription_id uuid not null,
        product_code text not null,
        period_start date not null,
        period_end date not null,
        ground text not null,
        amount bigint not null check (amount > 0),
        primary key (account_id, refund_id, entry_id)
      );

      alter table offer_version
        add column effective_from date,
        add column published_by text;
      update offer_version set effective_from = (terms ->> 'effectiveFrom')::date;
      alter table offer_version alter column effective_from set not null;
      create index offer_version_in_force on offer_version (seller_code, effective_from, recorded_at);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('ComputeRefundsAndVersionOffers cannot be undone');
  }
}
