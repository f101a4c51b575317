import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A package that somebody else holds, or that is being given back, opens the product to nobody in the account: answers kept of it end. */
export class TellOfWithheldPackages20261121142220 implements MigrationInterface {
  readonly name = 'TellOfWithheldPackages20261121142220';

  async up(db: QueryRunner): Promise<void> {
    for (const table of ['certificate', 'refund_request'])
      await db.query(`
        create trigger ${table}_added_is_told after insert on ${table} referencing new table as changed
          for each statement execute function tell_entitlement_of_subscriptions();
        create trigger ${table}_changed_is_told after update on ${table} referencing new table as changed
          for each statement execute function tell_entitlement_of_subscriptions();
        alter table ${table} enable always trigger ${table}_added_is_told;
        alter table ${table} enable always trigger ${table}_changed_is_told;
      `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('TellOfWithheldPackages cannot be undone');
  }
}
