import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A run may be stopped, by staff or because it charges more than its rehearsal foresaw, and waits until somebody starts it
 * again. A parked account names the run that parked it, so that no other claimer of that run takes it once more.
 */
export class MakeRunsSafe20261121109000 implements MigrationInterface {
  readonly name = 'MakeRunsSafe20261121109000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table renewal_run
        drop constraint renewal_run_state_check,
        add constraint renewal_run_state_check check (state in ('running', 'completed', 'failed', 'stopped')),
        -- Accounts due when it began, for progress.
        add column due integer not null default 0,
        -- What the rehearsal foresaw, in the same sums as the tally; null when none was held.
        add column expected_charged integer,
        add column expected_amount bigint,
        -- Set while it still runs: it ends after the batches under way.
        add column stop_reason text,
        add column stopped_by text,
        -- The run that went on after a stop. While a stopped run has none, the schedule begins nothing.
        add column continued_by uuid;
      create index renewal_run_stopped on renewal_run (business_date) where stop_reason is not null and continued_by is null;

      alter table parked_account add column run_id uuid;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('MakeRunsSafe cannot be undone');
  }
}
