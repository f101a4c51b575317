import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An account amoCRM lends to developers is never billed (facts §1.7): what is not free ends, and says why. */
export class NeverBillTechnicalAccounts20261121139100 implements MigrationInterface {
  readonly name = 'NeverBillTechnicalAccounts20261121139100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- As amoCRM said when it was connected, or when the account was last read.
      alter table account add column is_technical boolean not null default false;
      alter table installation add column account_read_at timestamptz;
      alter table subscription
        drop constraint subscription_ended_because_check,
        add constraint subscription_ended_because_check check
          (ended_because in ('terminated', 'auto_renew_off', 'price_refused', 'by_hand', 'technical_account'));
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('NeverBillTechnicalAccounts cannot be undone');
  }
}
