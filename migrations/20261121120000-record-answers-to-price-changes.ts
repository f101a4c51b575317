import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an account answered to an announced price (clause 11.1.3): evidence, so it is only added to; the newest answer
 * holds. A subscription keeps when its price was chosen and why it ended.
 */
export class RecordAnswersToPriceChanges20261121120000 implements MigrationInterface {
  readonly name = 'RecordAnswersToPriceChanges20261121120000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table price_change_answer (
        account_id uuid not null,
        change_id uuid not null references price_change (id),
        -- 1…n for each account and change; the greatest holds.
        no integer not null,
        answer text not null check (answer in ('refused', 'withdrawn')),
        -- What the customer did: said so, switched auto-renew on, chose another period, connected the product again.
        act text not null check (act in ('explicit', 'auto_renew', 'period', 'connection')),
        answered_at timestamptz not null,
        answered_by text not null,
        primary key (account_id, change_id, no)
      );
      create trigger price_change_answer_is_final before update or delete on price_change_answer
        for each row execute function refuse_change();
      create trigger price_change_answer_is_kept before truncate on price_change_answer
        for each statement execute function refuse_change();

      alter table subscription
        -- The instant the customer chose this product and period: what was announced by then was shown to it.
        add column chosen_at timestamptz,
        add column ended_because text
          check (ended_because in ('terminated', 'auto_renew_off', 'price_refused', 'by_hand'));
      update subscription set chosen_at = greatest(started_at, pinned_on::timestamptz);
      alter table subscription alter column chosen_at set not null;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RecordAnswersToPriceChanges cannot be undone');
  }
}
