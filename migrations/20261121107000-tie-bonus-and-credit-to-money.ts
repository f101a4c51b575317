import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A top-up bonus knows its receipt, and a period knows what it was really paid with: undoing one undoes the other. */
export class TieBonusAndCreditToMoney20261121107000 implements MigrationInterface {
  readonly name = 'TieBonusAndCreditToMoney20261121107000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table bonus_grant add column receipt_id uuid;
      -- What the period in use was paid with, less reversals and credits: no repair gives back more.
      alter table subscription add column period_paid bigint not null default 0 check (period_paid >= 0);
      update subscription set period_paid = period_cost;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('TieBonusAndCreditToMoney cannot be undone');
  }
}
