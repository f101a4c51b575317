import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what, when and from where, on which account, and what came of it (rules 28 and 31). Names are read where they stand. */
export class RecordActs20261121139410 implements MigrationInterface {
  readonly name = 'RecordActs20261121139410';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table audit_event (
        id uuid primary key,
        at timestamptz not null,
        -- Null: of no account, or of more of them than are named one by one.
        account_id uuid,
        actor text not null,
        -- As it was then: of staff their role, of a user their level.
        role text not null,
        -- The route of the contract.
        action text not null,
        -- The ids of its path.
        target jsonb not null,
        -- Which fields were sent; of them those that name no person and no secret, as they were.
        fields text[] not null,
        told jsonb not null,
        reason text,
        address text,
        device text,
        via text not null check (via in ('session', 'token', 'widget')),
        request_id text not null,
        -- asked: it waits for a second person.
        result text not null check (result in ('done', 'asked', 'refused', 'failed')),
        code text,
        check ((code is not null) = (result in ('refused', 'failed')))
      );
      create trigger audit_event_is_final before update or delete on audit_event
        for each row execute function refuse_change();
      create trigger audit_event_is_kept before truncate on audit_event
        for each statement execute function refuse_change();
      create index audit_event_newest on audit_event (at desc, id desc);
      create index audit_event_account on audit_event (account_id, at desc, id desc) where account_id is not null;
      create index audit_event_actor on audit_event (actor, at desc, id desc);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RecordActs cannot be undone');
  }
}
