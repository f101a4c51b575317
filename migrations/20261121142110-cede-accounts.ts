import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An account goes over from one owner to another: who offered it, who took it, with what requisites. */
export class CedeAccounts20261121142110 implements MigrationInterface {
  readonly name = 'CedeAccounts20261121142110';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table account_cession (
        account_id uuid not null,
        id uuid not null,
        to_user uuid not null,
        state text not null check (state in ('open', 'done', 'withdrawn', 'declined')),
        offered_by text not null,
        offered_at timestamptz not null,
        ended_at timestamptz,
        ended_by text,
        -- The version of the offer the new owner accepted whole.
        version text,
        from_requisites jsonb,
        to_requisites jsonb,
        primary key (account_id, id),
        check ((state = 'open') = (ended_at is null)),
        check ((state = 'done') = (version is not null and to_requisites is not null))
      );
      create unique index account_cession_open on account_cession (account_id) where state = 'open';
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CedeAccounts cannot be undone');
  }
}
