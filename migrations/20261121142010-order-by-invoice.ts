import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An invoice may be for an order: what it names is bought when it is paid. */
export class OrderByInvoice20261121142010 implements MigrationInterface {
  readonly name = 'OrderByInvoice20261121142010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table invoice_order (
        account_id uuid not null,
        invoice_id uuid not null,
        state text not null check (state in ('waiting', 'carried_out', 'superseded')),
        -- What the whole order costs. The invoice of a difference asks for less.
        total bigint not null check (total > 0),
        -- A payment until then holds the price; null: the offer holds none.
        holds_until date,
        -- The invoice this one asks for the difference of, and the one that asks for the difference of this one.
        supersedes uuid,
        superseded_by uuid,
        decided_at timestamptz,
        -- Why it is paid and not carried out, in words.
        trouble text,
        primary key (account_id, invoice_id),
        foreign key (account_id, invoice_id) references invoice (account_id, id),
        check ((state = 'waiting') = (decided_at is null)),
        check ((state = 'superseded') = (superseded_by is not null))
      );
      create index invoice_order_waiting on invoice_order (account_id) where state = 'waiting';

      create table invoice_order_line (
        account_id uuid not null,
        invoice_id uuid not null,
        line integer not null check (line >= 1),
        product_code text not null references product (code),
        tariff text,
        project_id uuid,
        quantity integer not null check (quantity >= 1),
        period text not null,
        price_id uuid not null,
        amount bigint not null check (amount >= 0),
        -- What was bought.
        subscription_id uuid,
        primary key (account_id, invoice_id, line),
        foreign key (account_id, invoice_id) references invoice_order (account_id, invoice_id)
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('OrderByInvoice cannot be undone');
  }
}
