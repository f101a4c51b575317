import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What accounts use, their trials, and the runs that renew it. */
export class CreateSubscriptionsAndRuns20261121102000 implements MigrationInterface {
  readonly name = 'CreateSubscriptionsAndRuns20261121102000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Neither paid_to nor state stands in an index: renewals update the row in place (HOT).
      create table subscription (
        account_id uuid not null,
        id uuid not null,
        product_code text not null,
        state text not null check (state in ('trial', 'active', 'suspended', 'ended')),
        quantity integer not null check (quantity >= 1),
        price_id uuid not null,
        -- The day the customer chose this price; changes effective later replace it at a boundary.
        pinned_on date not null,
        period text not null,
        anchor date not null,
        -- First day of the period in use; null in a trial and while suspended.
        period_start date,
        -- First day not yet paid for.
        paid_to date not null,
        -- What the period in use cost, for proration.
        period_cost bigint not null default 0,
        trial_ends_at timestamptz,
        auto_renew boolean not null,
        rank integer not null check (rank >= 1),
        credit bigint not null default 0 check (credit >= 0),
        plan_no smallint not null default 0,
        -- 0 while it lives; then the number of its end, so that one product lives once in an account.
        ended_no integer not null default 0,
        started_at timestamptz not null,
        ended_on date,
        suspended_on date,
        primary key (account_id, id),
        unique (account_id, product_code, ended_no)
      ) with (fillfactor = 80);
      create index subscription_id on subscription (id);

      create table trial (
        account_id uuid not null,
        product_code text not null,
        started_at timestamptz not null,
        ends_at timestamptz not null,
        primary key (account_id, product_code)
      );

      create table outage (
        id uuid primary key,
        seller_code text not null references seller (code),
        product_code text references product (code),
        from_at timestamptz not null,
        to_at timestamptz not null,
        from_day date not null,
        to_day date not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        check (to_at > from_at)
      );

      create table renewal_run (
        id uuid primary key,
        business_date date not null,
        state text not null check (state in ('running', 'completed', 'failed')),
        accounts integer not null default 0,
        charged integer not null default 0,
        suspended integer not null default 0,
        resumed integer not null default 0,
        ended integer not null default 0,
        parked integer not null default 0,
        amount bigint not null default 0,
        started_at timestamptz not null,
        finished_at timestamptz
      );
      create index renewal_run_date on renewal_run (business_date desc, started_at desc);

      -- An account that threw during a run: the others go on, it is retried and shown to staff.
      create table parked_account (
        account_id uuid primary key,
        business_date date not null,
        cause text not null,
        parked_at timestamptz not null,
        tries integer not null default 1
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateSubscriptionsAndRuns cannot be undone');
  }
}
