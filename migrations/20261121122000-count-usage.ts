import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What products say was used: the events, the counters they add up to, and what they cost at a period's end. */
export class CountUsage20261121122000 implements MigrationInterface {
  readonly name = 'CountUsage20261121122000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table usage_event (
        account_id uuid not null,
        -- Made of the key the product gave it: sent again, it is the same event.
        id uuid not null,
        subscription_id uuid not null,
        product_code text not null,
        unit text not null,
        quantity numeric(24, 9) not null check (quantity >= 0),
        at timestamptz not null,
        accepted boolean not null,
        -- The answer, as it was given.
        used numeric not null,
        quota numeric,
        recorded_at timestamptz not null,
        primary key (account_id, id)
      );
      create trigger usage_event_is_final before update or delete on usage_event
        for each row execute function refuse_change();
      create trigger usage_event_is_kept before truncate on usage_event
        for each statement execute function refuse_change();

      create table usage_counter (
        account_id uuid not null,
        product_code text not null,
        unit text not null,
        -- P1D:day, P1M:first of month, trial:first day, or the subscription and the first day of its period.
        window_key text not null,
        window_start date not null,
        window_end date,
        used numeric not null check (used >= 0),
        dropped numeric not null check (dropped >= 0),
        allowance numeric not null check (allowance >= 0),
        -- Of a gauge: the highest level paid for, and when the level was measured.
        peak numeric not null default 0,
        measured_at timestamptz,
        -- The highest threshold told, in per cent.
        reached smallint not null default 0,
        primary key (account_id, product_code, unit, window_key)
      ) with (fillfactor = 70);

      -- What metered prices add up to in a period that is not posted yet, in exact major units: nothing is rounded here.
      create table usage_accrual (
        account_id uuid not null,
        subscription_id uuid not null,
        unit text not null,
        period_start date not null,
        quantity numeric not null check (quantity >= 0),
        amount numeric not null check (amount >= 0),
        primary key (account_id, subscription_id, unit, period_start)
      ) with (fillfactor = 70);

      -- The exactly-once guard of a metered charge: one for each subscription, period and unit.
      create table usage_charge (
        account_id uuid not null,
        subscription_id uuid not null,
        period_start date not null,
        unit text not null,
        period_end date not null,
        business_date date not null,
        -- null: it was less than one minor unit, or nothing could be paid, so no value moved.
        seq integer,
        quantity numeric not null,
        exact numeric not null,
        amount bigint not null check (amount >= 0),
        bonus_part bigint not null check (bonus_part >= 0 and bonus_part <= amount),
        -- What an ended subscription could not pay: the seller's loss, no money ever stood behind it.
        unpaid bigint not null check (unpaid >= 0),
        -- Less than one minor unit, carried into the next period.
        rest numeric not null check (rest >= 0),
        run_id uuid,
        recorded_at timestamptz not null,
        primary key (account_id, subscription_id, period_start, unit),
        check (period_end > period_start)
      );
      create trigger usage_charge_is_final before update or delete on usage_charge
        for each row execute function refuse_change();
      create trigger usage_charge_is_kept before truncate on usage_charge
        for each statement execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CountUsage cannot be undone');
  }
}
