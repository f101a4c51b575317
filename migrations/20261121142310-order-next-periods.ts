import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One more period asked for ahead by hand, where nothing renews by itself (QSockets 4.3.1). */
export class OrderNextPeriods20261121142310 implements MigrationInterface {
  readonly name = 'OrderNextPeriods20261121142310';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table subscription add column renews_once boolean not null default false');
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('OrderNextPeriods cannot be undone');
  }
}
