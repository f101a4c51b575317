import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version of an offer an account accepted, when, and by what act (clause 6.2): evidence, so it is only added to. */
export class RecordAcceptanceOfOffers20261121110000 implements MigrationInterface {
  readonly name = 'RecordAcceptanceOfOffers20261121110000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table offer_acceptance (
        account_id uuid not null,
        seller_code text not null,
        version text not null,
        accepted_at timestamptz not null,
        accepted_by text not null,
        act text not null check (act in ('installation', 'payment', 'continued_use', 'explicit')),
        primary key (account_id, seller_code, version)
      );
      insert into offer_acceptance (account_id, seller_code, version, accepted_at, accepted_by, act)
        select id, seller_code, offer_version, installed_at, 'migration', 'installation' from account;
      create trigger offer_acceptance_is_final before update or delete on offer_acceptance
        for each row execute function refuse_change();
      create trigger offer_acceptance_is_kept before truncate on offer_acceptance
        for each statement execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RecordAcceptanceOfOffers cannot be undone');
  }
}
