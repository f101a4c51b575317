import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How documents reach the customer: letters asked for by hand, EDO operators, post; and what the customer objects to. */
export class HandDocumentsOver20261121127000 implements MigrationInterface {
  readonly name = 'HandDocumentsOver20261121127000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Null: written by the system about what has happened.
      alter table mail add column asked_by text;
      alter table mail add column with_xml boolean not null default false;

      -- A reasoned refusal, in the words of the customer (clause 7.5).
      alter table document_status add column note text;

      -- Originals: each goes to an operator once, and by post as often as an accountant says so.
      create table document_handover (
        account_id uuid not null,
        id uuid not null,
        document_id uuid not null,
        channel text not null check (channel in ('edo', 'post')),
        state text not null check (state in ('waiting', 'done', 'failed')),
        -- Of the operator: who takes it in, and what was given.
        recipient text,
        file_name text,
        sha256 bytea,
        -- The operator's id, the accountant's words, or why it did not work.
        evidence text,
        tries integer not null default 0,
        next_try_at timestamptz,
        sent_on date,
        actor text not null,
        created_at timestamptz not null,
        done_at timestamptz,
        primary key (account_id, id),
        check (state <> 'done' or (sent_on is not null and evidence is not null))
      );
      create unique index document_handover_edo on document_handover (account_id, document_id) where channel = 'edo';
      create index document_handover_document on document_handover (account_id, document_id);
      create index document_handover_due on document_handover (next_try_at) where state = 'waiting';
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('HandDocumentsOver cannot be undone');
  }
}
