import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payment orders by which refunds leave for a bank: the same refund keeps its number and day, so a bank knows it again. */
export class DrawUpRefundOrders20261121131100 implements MigrationInterface {
  readonly name = 'DrawUpRefundOrders20261121131100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table refund_order (
        account_id uuid not null,
        refund_id uuid not null,
        -- Drawn up anew when the sum is another, or when a bank takes the old one no more.
        no integer not null check (no >= 1),
        number integer not null check (number >= 1),
        dated_on date not null,
        amount bigint not null check (amount > 0),
        drawn_up_at timestamptz not null,
        drawn_up_by text not null,
        primary key (account_id, refund_id, no)
      );
      create trigger refund_order_is_final before update or delete on refund_order
        for each row execute function refuse_change();
      create index refund_request_approved on refund_request (requested_at, id) where state = 'approved';
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('DrawUpRefundOrders cannot be undone');
  }
}
