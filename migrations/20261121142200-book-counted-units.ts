import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counted services of packages are named, requested and rendered at a time agreed beforehand; a package may have a certificate
 * that somebody else holds; a list of what is sold may belong to a partner; one package may be given back by itself.
 */
export class BookServices20261121142200 implements MigrationInterface {
  readonly name = 'BookServices20261121142200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table product
        -- What units are called: [{code, name, english}]; null: by their codes.
        add column units jsonb,
        -- {cancelHours, from, to}; null: its services are not rendered by appointment.
        add column appointments jsonb,
        -- Sold only to accounts of this partner of its seller; null: to all.
        add column partner text;
      -- Who brought the customer; null: nobody did.
      alter table account add column partner text;

      create table certificate (
        account_id uuid not null,
        id uuid not null,
        subscription_id uuid not null,
        product_code text not null references product (code),
        -- Of the series of certificates of its seller: what its holder names.
        number text not null,
        issued_at timestamptz not null,
        -- Who holds it now; null: the account itself.
        holder_name text,
        holder_contact text,
        -- Since it was passed on whole, what is left of the package is no more the account's to give back.
        passed_at timestamptz,
        primary key (account_id, id),
        unique (account_id, subscription_id),
        check (holder_contact is null or holder_name is not null),
        check (passed_at is null or holder_name is not null)
      );
      create index certificate_number on certificate (product_code, number);

      create table certificate_pass (
        account_id uuid not null,
        id uuid not null,
        certificate_id uuid not null,
        at timestamptz not null,
        -- null: the account itself.
        from_name text,
        to_name text not null,
        to_contact text,
        by text not null,
        primary key (account_id, id)
      );
      create index certificate_pass_of on certificate_pass (account_id, certificate_id);

      -- One service of a package, from the request for it: while it is open it holds one of its unit.
      create table appointment (
        account_id uuid not null,
        id uuid not null,
        subscription_id uuid not null,
        product_code text not null references product (code),
        unit text not null,
        -- A day of the package's term: the hold belongs to its window.
        day date not null,
        about text,
        state text not null check (state in ('requested', 'scheduled', 'rendered', 'cancelled', 'forfeited')),
        at timestamptz,
        requested_at timestamptz not null,
        requested_by text not null,
        settled_at timestamptz,
        settled_by text,
        -- Of a forfeited one: why it counts as rendered.
        why text check (why in ('late', 'missed')),
        primary key (account_id, id),
        check (state <> 'scheduled' or at is not null),
        check ((state in ('requested', 'scheduled')) = (settled_at is null)),
        check ((state = 'forfeited') = (why is not null))
      );
      create index appointment_id on appointment (id);
      create index appointment_open on appointment (account_id, product_code) where state in ('requested', 'scheduled');
      create index appointment_of on appointment (account_id, subscription_id);

      -- Of one package that is given back while the account stays; null: the contract ends.
      alter table refund_request add column subscription_id uuid;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('BookServices cannot be undone');
  }
}
