import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a contract ends otherwise than by the usual notice or a breach: the day it ends on depends on it. */
export class NameGroundsOfLeaving20261123070000 implements MigrationInterface {
  readonly name = 'NameGroundsOfLeaving20261123070000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table termination add column because text
        check (because is null or (because in ('changes', 'deletion') and initiator = 'customer' and not breach));
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('NameGroundsOfLeaving cannot be undone');
  }
}
