import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A code of amoCRM is good once: an install hook is carried out by one process at a time. */
export class ClaimInstallHooks20261121108000 implements MigrationInterface {
  readonly name = 'ClaimInstallHooks20261121108000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table install_hook add column claimed_until timestamptz');
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('ClaimInstallHooks cannot be undone');
  }
}
