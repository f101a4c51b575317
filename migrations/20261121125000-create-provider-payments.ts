import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments through a provider's page: what we asked for, and what became of it. */
export class CreateProviderPayments20261121125000 implements MigrationInterface {
  readonly name = 'CreateProviderPayments20261121125000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table provider_payment (
        account_id uuid not null,
        id uuid not null,
        seller_code text not null references seller (code),
        provider text not null check (provider in ('robokassa', 'yookassa')),
        -- Which shop of the seller: its login or number.
        shop text not null,
        invoice_id uuid not null,
        invoice_number integer not null,
        amount bigint not null check (amount > 0),
        -- The InvId of Robokassa.
        number integer check (number between 1 and 2147483647),
        -- Kept before the call: a repeat says the same under the same key.
        request_key uuid not null,
        request jsonb not null,
        -- 'created': the provider may or may not know of it. 'paid': the receipt says whose the money is.
        state text not null check (state in ('created', 'waiting', 'paid', 'cancelled', 'expired', 'failed')),
        provider_id text,
        pay_url text,
        paid_amount bigint check (paid_amount > 0),
        receipt_id uuid,
        reason text,
        started_by text not null,
        created_at timestamptz not null,
        ended_at timestamptz,
        looks integer not null default 0,
        -- When the provider is asked what became of it; null when nothing is waited for.
        look_after timestamptz,
        primary key (account_id, id),
        check ((state = 'paid') = (receipt_id is not null))
      );
      create index provider_payment_id on provider_payment (id);
      -- One page to pay at for an invoice and a provider: a second click finds the first.
      create unique index provider_payment_open on provider_payment (account_id, invoice_id, provider)
        where state in ('created', 'waiting');
      -- Numbers come from one counter, ids from the provider; that money is credited once is kept by the receipt's reference.
      create index provider_payment_number on provider_payment (provider, number) where number is not null;
      create index provider_payment_theirs on provider_payment (provider, provider_id) where provider_id is not null;
      create index provider_payment_look on provider_payment (look_after) where look_after is not null;
      create index provider_payment_newest on provider_payment (created_at desc, id desc);
      create index provider_payment_receipt on provider_payment (receipt_id) where receipt_id is not null;

      -- Money on its way back to a card, through the shop it came by.
      create table provider_refund (
        account_id uuid not null,
        id uuid not null,
        payment_id uuid not null,
        -- Null: a payment that nobody was credited with goes back.
        refund_request_id uuid,
        amount bigint not null check (amount > 0),
        request_key uuid not null,
        request jsonb not null,
        -- 'asked': the provider may or may not know of it. 'sent': it does, and has not said the end.
        state text not null check (state in ('created', 'asked', 'sent', 'succeeded', 'failed')),
        provider_id text,
        reason text,
        requested_by text not null,
        requested_at timestamptz not null,
        ended_at timestamptz,
        looks integer not null default 0,
        look_after timestamptz,
        primary key (account_id, id)
      );
      create unique index provider_refund_once on provider_refund (account_id, payment_id, refund_request_id)
        nulls not distinct where state <> 'failed';
      create index provider_refund_look on provider_refund (look_after) where look_after is not null;
      create index provider_refund_theirs on provider_refund (provider_id) where provider_id is not null;

      -- Numbers that a provider wants to be whole and used once, over all shops.
      create table provider_number (
        provider text primary key,
        last_number integer not null check (last_number >= 1)
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateProviderPayments cannot be undone');
  }
}
