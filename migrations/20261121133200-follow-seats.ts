import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The quantity of a subscription may follow the seats of the amoCRM account, never upwards without a notice in time. */
export class FollowSeats20261121133200 implements MigrationInterface {
  readonly name = 'FollowSeats20261121133200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table subscription
        add column follows_seats boolean not null default false,
        -- As last read, within what the price allows; null while nothing follows.
        add column seats integer check (seats >= 1),
        add constraint subscription_follows_known_seats check (follows_seats = (seats is not null));

      -- Told of a larger quantity: binds periods that start on binds_on or later, until fewer seats make it void.
      create table seat_notice (
        account_id uuid not null,
        id uuid not null,
        subscription_id uuid not null,
        seats integer not null check (seats >= 1),
        told_at timestamptz not null,
        binds_on date not null,
        void_at timestamptz,
        primary key (account_id, id)
      );
      create unique index seat_notice_standing on seat_notice (account_id, subscription_id, seats) where void_at is null;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('FollowSeats cannot be undone');
  }
}
