import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Levels that go up and down; and so much of a unit held for one caller until it says how much was used, or its time is over. */
export class ReserveUsage20261121140300 implements MigrationInterface {
  readonly name = 'ReserveUsage20261121140300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Of a gauge: the level was not set, it went up or down.
      alter table usage_event add column change text check (change in ('raise', 'lower'));

      create table usage_reservation (
        account_id uuid not null,
        -- Made of the Idempotency-Key: the same request reserves once. A reservation of several packages has a row for each.
        id uuid not null,
        subscription_id uuid not null,
        -- What ends first is taken from first.
        place smallint not null,
        product_code text not null,
        unit text not null,
        quantity numeric(24, 9) not null check (quantity >= 0),
        at timestamptz not null,
        -- The seller's day of the moment it was made for.
        day date not null,
        -- At that instant it holds nothing any more: whoever counts looks at the clock, no job has to run.
        expires_at timestamptz not null,
        state text not null check (state in ('held', 'confirmed', 'released')),
        -- Of the whole reservation, when it was confirmed.
        confirmed numeric check (confirmed >= 0),
        made_at timestamptz not null,
        settled_at timestamptz,
        primary key (account_id, id, subscription_id),
        check ((state = 'held') = (settled_at is null)),
        check ((state = 'confirmed') = (confirmed is not null))
      );
      create index usage_reservation_id on usage_reservation (id);
      create index usage_reservation_held on usage_reservation (account_id, product_code, expires_at) where state = 'held';
      create index usage_reservation_old on usage_reservation using brin (expires_at);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('ReserveUsage cannot be undone');
  }
}
