import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Says at the commit of whoever posts notices that there are some, to every process that listens: whoever posts need not
 * remember to, and no process has to ask. It carries nothing, so a transaction that posts thousands rings once.
 */
export class RingForNotices20261121134000 implements MigrationInterface {
  readonly name = 'RingForNotices20261121134000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function ring_for_notices() returns trigger language plpgsql as $$
      begin
        perform pg_notify('notices', '');
        return null;
      end $$;
      create trigger notice_rings after insert on notice
        for each statement execute function ring_for_notices();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RingForNotices cannot be undone');
  }
}
