import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters to customers: what was said, to whom, and what the mail server answered. */
export class CreateMail20261121126000 implements MigrationInterface {
  readonly name = 'CreateMail20261121126000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table mail (
        account_id uuid not null,
        id uuid not null,
        recipients text[] not null check (cardinality(recipients) > 0),
        subject text not null,
        body_text text not null,
        body_html text not null,
        -- Documents whose files go with it.
        documents uuid[] not null,
        state text not null check (state in ('queued', 'accepted', 'failed')),
        tries integer not null default 0,
        next_try_at timestamptz not null,
        -- What the server last answered, for staff.
        answer text,
        created_at timestamptz not null,
        done_at timestamptz,
        primary key (account_id, id)
      );
      create index mail_due on mail (next_try_at) where state = 'queued';

      -- A notice is written about once, however often the work is repeated.
      create table mail_notice (
        account_id uuid not null,
        notice_id uuid not null,
        mail_id uuid not null,
        primary key (account_id, notice_id)
      );
      create index mail_notice_mail on mail_notice (account_id, mail_id);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateMail cannot be undone');
  }
}
