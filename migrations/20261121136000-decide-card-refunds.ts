import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A refund to a card that no shop answered about: a person says whether the shop paid it, with a reason and evidence. */
export class DecideCardRefunds20261121136000 implements MigrationInterface {
  readonly name = 'DecideCardRefunds20261121136000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table provider_refund
        -- Since when it is known that the answer was lost and the shop's own state does not tell.
        add column unanswered_at timestamptz,
        add column decision text check (decision in ('paid', 'not_paid')),
        add column decision_reason text,
        add column decision_evidence text,
        add column decided_by text,
        add column decided_at timestamptz,
        add constraint provider_refund_decision_whole check (
          num_nonnulls(decision, decision_reason, decision_evidence, decided_by, decided_at) in (0, 5));
      -- Those nobody looks at any more were found so before this was written down.
      update provider_refund set unanswered_at = requested_at where state = 'asked' and look_after is null;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('DecideCardRefunds cannot be undone');
  }
}
