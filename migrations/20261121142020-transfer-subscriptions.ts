import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A customer may pass a paid licence, whole, to another account of the same seller. */
export class TransferSubscriptions20261121142020 implements MigrationInterface {
  readonly name = 'TransferSubscriptions20261121142020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table subscription
        drop constraint subscription_ended_because_check,
        add constraint subscription_ended_because_check check (ended_because in
          ('terminated', 'auto_renew_off', 'price_refused', 'by_hand', 'technical_account', 'transferred'));

      create table subscription_transfer (
        -- Who gives.
        account_id uuid not null,
        id uuid not null,
        subscription_id uuid not null,
        to_account_id uuid not null,
        state text not null check (state in ('offered', 'accepted', 'declined', 'withdrawn')),
        comment text,
        offered_at timestamptz not null,
        offered_by text not null,
        decided_at timestamptz,
        decided_by text,
        -- The subscription of the receiver it became.
        received_id uuid,
        primary key (account_id, id),
        foreign key (account_id, subscription_id) references subscription (account_id, id),
        check (to_account_id <> account_id),
        check ((state = 'offered') = (decided_at is null)),
        check ((state = 'accepted') = (received_id is not null))
      );
      create unique index subscription_transfer_open on subscription_transfer (account_id, subscription_id)
        where state = 'offered';
      create index subscription_transfer_received on subscription_transfer (to_account_id, id);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('TransferSubscriptions cannot be undone');
  }
}
