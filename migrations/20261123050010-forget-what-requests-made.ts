import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a request made is remembered as long as its Idempotency-Key holds, two days, and two hours longer, for clocks that differ; then
 * it may be forgotten. Counted from when the row was written by the clock of the database, as the program says it: `made_at` is of
 * the sandbox's clock. Rows of an earlier release say `made_at` only, which in production is the same.
 */
export class ForgetWhatRequestsMade20261123050010 implements MigrationInterface {
  readonly name = 'ForgetWhatRequestsMade20261123050010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table request_made add column kept_since timestamptz;
      create index request_made_oldest on request_made ((coalesce(kept_since, made_at)));
      drop trigger request_made_is_kept on request_made;
      create trigger request_made_is_kept before delete on request_made for each row
        when (coalesce(old.kept_since, old.made_at) > now() - interval '50 hours') execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('ForgetWhatRequestsMade cannot be undone');
  }
}
