import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A receipt is a fact; whose it is, is judged part by part, and each judgement may be undone. What is neither given to an
 * account nor returned to the payer is unallocated.
 */
export class SplitReceipts20261121124000 implements MigrationInterface {
  readonly name = 'SplitReceipts20261121124000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table receipt_part (
        account_id uuid not null,
        receipt_id uuid not null references receipt (id),
        -- The nth crediting of this receipt to this account, as the key of its entry says.
        part integer not null check (part >= 0),
        invoice_id uuid,
        amount bigint not null check (amount > 0),
        entry_id uuid not null,
        -- The source of the closing document this crediting is due: one undone and made again is due no second one.
        paper text not null,
        reason text not null,
        actor text not null,
        credited_at timestamptz not null,
        undone_at timestamptz,
        primary key (account_id, receipt_id, part)
      );
      create unique index receipt_part_paper on receipt_part (account_id, paper) where undone_at is null;
      create index receipt_part_receipt on receipt_part (receipt_id);
      create index receipt_part_invoice on receipt_part (account_id, invoice_id) where undone_at is null and invoice_id is not null;

      insert into receipt_part (account_id, receipt_id, part, invoice_id, amount, entry_id, paper, reason, actor, credited_at)
      select r.account_id, r.id, e.nth, r.invoice_id, r.amount, e.id, 'receipt:' || r.id, coalesce(r.reason, ''), e.actor, e.recorded_at
        from receipt r
        join lateral (select e.id, e.actor, e.recorded_at, row_number() over (order by e.seq) - 1 as nth
                        from entry e where e.account_id = r.account_id and e.kind = 'top_up' and e.subject ->> 'id' = r.id::text
                       order by e.seq desc limit 1) e on true
       where r.state = 'credited';

      alter table receipt
        drop constraint receipt_check,
        add column allocated bigint not null default 0 check (allocated >= 0),
        add column returned bigint not null default 0 check (returned >= 0),
        -- The outgoing document that proves the return: it proves one.
        add column return_reference text unique,
        -- In which format a statement told of it, when one did.
        add column format text;
      update receipt set allocated = amount where state = 'credited';
      update receipt set returned = amount where state = 'returned';
      update receipt set format = '1c' where source = 'bank';
      alter table receipt
        add check (allocated + returned <= amount),
        add check ((state = 'unallocated') = (allocated + returned < amount)),
        add check ((state = 'returned') = (allocated = 0 and returned = amount)),
        add check (account_id is null or state = 'credited');
      create index receipt_twin on receipt (payer_account, amount) where source = 'bank';

      -- The same payment as files of another format name it (1C and camt.053 name payments differently).
      create table receipt_alias (
        source text not null,
        reference text not null,
        receipt_id uuid not null references receipt (id),
        format text not null,
        primary key (source, reference)
      );
      create index receipt_alias_receipt on receipt_alias (receipt_id);

      -- Rule 3: who pays for a customer by its written word.
      create table third_party_payer (
        account_id uuid not null,
        inn text not null,
        name text not null,
        reason text not null,
        confirmed_on date not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        withdrawn_at timestamptz,
        primary key (account_id, inn)
      );

      alter table bank_statement add column filename text, add column state text not null default 'done'
        check (state in ('reading', 'done', 'failed'));
      create table bank_statement_line (
        statement_id uuid not null references bank_statement (id),
        ordinal integer not null,
        line integer not null,
        outcome text not null check (outcome in ('credited', 'unallocated', 'duplicate')),
        reason text not null,
        receipt_id uuid not null references receipt (id),
        primary key (statement_id, ordinal)
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('SplitReceipts cannot be undone');
  }
}
