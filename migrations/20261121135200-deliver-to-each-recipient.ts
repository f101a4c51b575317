import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of a letter at each address, and which optional notices a reader does not want. */
export class DeliverToEachRecipient20261121135200 implements MigrationInterface {
  readonly name = 'DeliverToEachRecipient20261121135200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table mail_recipient (
        account_id uuid not null,
        mail_id uuid not null,
        address text not null,
        -- refused: the server would not have it; bounced: it took it and sent it back.
        state text not null check (state in ('queued', 'accepted', 'refused', 'bounced')),
        answer text,
        at timestamptz not null,
        primary key (account_id, mail_id, address)
      );
      insert into mail_recipient (account_id, mail_id, address, state, answer, at)
      select distinct on (m.account_id, m.id, r.address) m.account_id, m.id, r.address,
             case m.state when 'queued' then 'queued' when 'accepted' then 'accepted' else 'refused' end,
             m.answer, coalesce(m.done_at, m.created_at)
        from mail m cross join unnest(m.recipients) as r(address);

      alter table mail
        -- Which kind of optional notice it is and so may be declined; null: a technical one, which may not (clause 2.4.5).
        add column category text check (category in ('news', 'promotions'));

      -- Readers of one notice read different languages: each gets a letter of their own.
      alter table mail_notice drop constraint mail_notice_pkey, add primary key (account_id, notice_id, mail_id);

      create table notice_opt_out (
        account_id uuid not null,
        -- user:<id>, or email:<address> in small letters.
        reader text not null,
        category text not null check (category in ('news', 'promotions')),
        at timestamptz not null,
        by text not null,
        primary key (account_id, reader, category)
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('DeliverToEachRecipient cannot be undone');
  }
}
