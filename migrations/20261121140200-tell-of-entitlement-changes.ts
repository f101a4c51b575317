import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every change of what an answer to a product is made of is told on the channel `entitlement`, by the tables themselves, so that
 * no writer can forget it (decision 0016): `account:<id>,<id>…`, `keys`, `signing`, or `all`. The triggers fire always, also for
 * connections that turn others off.
 */
export class TellOfEntitlementChanges20261121140200 implements MigrationInterface {
  readonly name = 'TellOfEntitlementChanges20261121140200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function tell_entitlement() returns trigger language plpgsql as $$
      begin
        perform pg_notify('entitlement', tg_argv[0]);
        return null;
      end $$;

      create function tell_entitlement_of_account() returns trigger language plpgsql as $$
      begin
        perform pg_notify('entitlement', 'account:' || old.id);
        return null;
      end $$;

      -- A message holds 8000 bytes: 200 ids to each. Told once a statement, whatever the size of a run's batch.
      create function tell_entitlement_of_subscriptions() returns trigger language plpgsql as $$
      begin
        perform pg_notify('entitlement', 'account:' || string_agg(account_id::text, ','))
          from (select account_id, (row_number() over () - 1) / 200 as part from (select distinct account_id from changed) c) parts
         group by part;
        return null;
      end $$;

      create trigger subscription_added_is_told after insert on subscription referencing new table as changed
        for each statement execute function tell_entitlement_of_subscriptions();
      create trigger subscription_changed_is_told after update on subscription referencing new table as changed
        for each statement execute function tell_entitlement_of_subscriptions();
      create trigger subscription_removed_is_told after delete on subscription referencing old table as changed
        for each statement execute function tell_entitlement_of_subscriptions();

      -- An account's row is written with every sum that moves, so what concerns nobody here is passed over without a call.
      create trigger account_changed_is_told after update on account for each row
        when ((old.id, old.seller_code, old.amocrm_account_id, old.state, old.offer_version, old.held_ground)
              is distinct from (new.id, new.seller_code, new.amocrm_account_id, new.state, new.offer_version, new.held_ground))
        execute function tell_entitlement_of_account();
      create trigger account_removed_is_told after delete on account
        for each statement execute function tell_entitlement('all');

      create trigger price_changed_is_told after update of limits on price
        for each statement execute function tell_entitlement('all');
      create trigger product_changed_is_told after update of code, seller_code on product
        for each statement execute function tell_entitlement('all');
      create trigger seller_changed_is_told after update of code, time_zone on seller
        for each statement execute function tell_entitlement('all');
      create trigger offer_changed_is_told after update or delete on offer_version
        for each statement execute function tell_entitlement('all');

      alter table subscription enable always trigger subscription_added_is_told;
      alter table subscription enable always trigger subscription_changed_is_told;
      alter table subscription enable always trigger subscription_removed_is_told;
      alter table account enable always trigger account_changed_is_told;
      alter table account enable always trigger account_removed_is_told;
      alter table price enable always trigger price_changed_is_told;
      alter table product enable always trigger product_changed_is_told;
      alter table seller enable always trigger seller_changed_is_told;
      alter table offer_version enable always trigger offer_changed_is_told;

      -- A sandbox that is reset builds its schema anew while processes remember the old one.
      select pg_notify('entitlement', 'all');
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('TellOfEntitlementChanges cannot be undone');
  }
}
