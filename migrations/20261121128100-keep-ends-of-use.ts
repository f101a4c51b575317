import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Use that stays unpaid when a free term begins keeps the end of the period it was used in. */
export class KeepEndsOfUse20261121128100 implements MigrationInterface {
  readonly name = 'KeepEndsOfUse20261121128100';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table usage_accrual add column period_end date');
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KeepEndsOfUse cannot be undone');
  }
}
