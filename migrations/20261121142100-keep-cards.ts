import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cards that providers keep for an account, and the periods they were charged for. */
export class KeepCards20261121142100 implements MigrationInterface {
  readonly name = 'KeepCards20261121142100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Of a card there is a mask here; its number is with the provider alone.
      create table kept_card (
        account_id uuid not null,
        id uuid not null,
        provider text not null check (provider in ('yookassa')),
        shop text not null,
        method_id text not null,
        card_type text not null,
        last_four text not null check (last_four ~ '^[0-9]{4}$'),
        expires text not null,
        kept_at timestamptz not null,
        -- Who agreed to regular payments.
        kept_by text not null,
        removed_at timestamptz,
        removed_by text,
        removed_because text,
        primary key (account_id, id),
        check ((removed_at is null) = (removed_by is null))
      );
      -- One pays at a time.
      create unique index kept_card_in_use on kept_card (account_id) where removed_at is null;

      alter table provider_payment
        -- The payer has agreed that the provider keeps the card.
        add column keeps_card boolean not null default false,
        -- The kept card that pays, without the payer.
        add column card_id uuid;

      -- A period is charged to a card once, whatever comes of it.
      create table autopayment (
        account_id uuid not null,
        subscription_id uuid not null,
        period_start date not null,
        period_end date not null,
        amount bigint not null check (amount > 0),
        invoice_id uuid not null,
        payment_id uuid not null,
        created_at timestamptz not null,
        primary key (account_id, subscription_id, period_start)
      );
      create unique index autopayment_payment on autopayment (account_id, payment_id);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KeepCards cannot be undone');
  }
}
