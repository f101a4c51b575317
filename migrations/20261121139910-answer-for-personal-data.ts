import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests of people about their own data, and what is done with the data meanwhile (rule 32). */
export class AnswerForPersonalData20261121139910 implements MigrationInterface {
  readonly name = 'AnswerForPersonalData20261121139910';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table account_user
        -- blocked: name and address are sealed away while they are checked; corrected: as the person said and not as amoCRM
        -- says; erased: gone.
        add column handling text not null default 'open' check (handling in ('open', 'blocked', 'corrected', 'erased')),
        -- How often it was decided about: an update that does not count one up leaves name and address alone.
        add column handlings integer not null default 0;

      -- Lists of amoCRM go on arriving; what a person decided about their data is stronger, whoever writes the row.
      create function keep_handled_person() returns trigger language plpgsql as $$
        begin
          new.name := old.name;
          new.email := old.email;
          return new;
        end $$;
      create trigger account_user_is_handled before update on account_user for each row
        when (old.handling <> 'open' and new.handlings = old.handlings)
        execute function keep_handled_person();

      create table personal_data_seal (
        account_id uuid not null,
        user_id uuid not null,
        sealed bytea not null,
        key_id text not null,
        primary key (account_id, user_id),
        foreign key (account_id, user_id) references account_user (account_id, id)
      );

      create table personal_data_request (
        account_id uuid not null,
        id uuid not null,
        -- In the register of the seller: ПД-2026-12.
        number text not null,
        user_id uuid not null,
        kind text not null check (kind in ('copy', 'correction', 'block', 'unblock', 'erasure')),
        words text not null,
        asked_at timestamptz not null,
        asked_by text not null,
        due_on date not null,
        state text not null check (state in ('waiting', 'done', 'refused')),
        answered_at timestamptz,
        answered_by text,
        answer text,
        primary key (account_id, id),
        foreign key (account_id, user_id) references account_user (account_id, id),
        check ((state = 'waiting') = (answered_at is null))
      );
      create index personal_data_request_id on personal_data_request (id);
      create index personal_data_request_register on personal_data_request (state, due_on, id);
      -- One open request of a kind: pressing twice asks once.
      create unique index personal_data_request_once on personal_data_request (account_id, user_id, kind) where state = 'waiting';
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('AnswerForPersonalData cannot be undone');
  }
}
