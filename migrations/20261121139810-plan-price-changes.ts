import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Price changes that wait for the day their notice goes out; and how many accounts each announced one was told to. */
export class PlanPriceChanges20261121139810 implements MigrationInterface {
  readonly name = 'PlanPriceChanges20261121139810';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table price_change add column accounts_told integer check (accounts_told >= 0);

      create table price_plan (
        id uuid primary key,
        product_code text not null references product (code),
        -- The body of the announcement, as the contract reads it.
        wish jsonb not null,
        tell_on date not null,
        tell_at timestamptz not null,
        planned_at timestamptz not null,
        planned_by text not null,
        change_id uuid unique references price_change (id),
        cancelled_at timestamptz,
        cancelled_by text,
        held_because text,
        check (num_nonnulls(change_id, cancelled_at, held_because) <= 1),
        check ((cancelled_at is null) = (cancelled_by is null))
      );
      create index price_plan_waits on price_plan (tell_at)
        where change_id is null and cancelled_at is null and held_because is null;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('PlanPriceChanges cannot be undone');
  }
}
