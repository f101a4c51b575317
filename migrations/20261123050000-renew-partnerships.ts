import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A partner whose contract is over may become one again: the contract that is over is kept beside the one that holds, and each has reward
 * terms of its own (rule 34, decision 0027).
 */
export class RenewPartnerships20261123050000 implements MigrationInterface {
  readonly name = 'RenewPartnerships20261123050000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Which contract of this partner holds now: 1…n.
      alter table partnership add column no integer not null default 1 check (no >= 1);
      -- Of which contract the terms are: what was announced under one that is over does not come into force under the next.
      alter table reward_terms add column contract_no integer not null default 1 check (contract_no >= 1);

      create table ended_partnership (
        account_id uuid not null references partnership (account_id),
        no integer not null check (no >= 1),
        contract_number text not null,
        signed_on date not null,
        offer_code text,
        since date not null,
        ends_on date not null,
        end_reason text not null,
        made_at timestamptz not null,
        made_by text not null,
        primary key (account_id, no)
      );
      create trigger ended_partnership_stands before update or delete on ended_partnership for each row execute function refuse_change();
      create trigger ended_partnership_is_not_emptied before truncate on ended_partnership
        for each statement execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RenewPartnerships cannot be undone');
  }
}
