import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a report that takes long answered, so that the next person who asks for it does not wait. */
export class KeepReportAnswers20261121140700 implements MigrationInterface {
  readonly name = 'KeepReportAnswers20261121140700';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table report_answer (
        report text not null,
        -- What it was asked of, with the columns it has: of other columns it is another answer.
        parameters jsonb not null,
        -- By the clock of the business: nobody who has not asked for a month is computed for.
        asked_at timestamptz not null,
        -- By the clock of machines: since when somebody waits for a newer one.
        wanted_at timestamptz,
        -- Who computes it now; the lease is renewed until it is done.
        holder uuid,
        began_at timestamptz,
        lease_until timestamptz,
        -- The answer kept: the instant of the business it is of, and how long it took.
        as_of timestamptz,
        took_ms integer check (took_ms >= 0),
        body jsonb,
        primary key (report, parameters),
        check ((holder is null) = (began_at is null) and (holder is null) = (lease_until is null)),
        check ((body is null) = (as_of is null) and (body is null) = (took_ms is null))
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KeepReportAnswers cannot be undone');
  }
}
