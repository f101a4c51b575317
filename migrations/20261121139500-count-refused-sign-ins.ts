import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wrong passwords are counted by account and by address, from none on; what was counted by both together means nothing now. */
export class CountRefusedSignIns20261121139500 implements MigrationInterface {
  readonly name = 'CountRefusedSignIns20261121139500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from sign_in_failure;
      alter table sign_in_failure drop constraint sign_in_failure_failures_check;
      alter table sign_in_failure add constraint sign_in_failure_failures_check check (failures >= 0);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CountRefusedSignIns cannot be undone');
  }
}
