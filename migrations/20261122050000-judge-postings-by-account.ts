import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every posting has its entry, as before, and a run asks for less to know it: where an account has as many entries between the first and the
 * last number of its new postings as there are numbers, none of them is without one. Only where that does not hold is each posting
 * looked for. Only the function is replaced: no table is locked, and writers go on.
 */
export class JudgePostingsByAccount20261122050000 implements MigrationInterface {
  readonly name = 'JudgePostingsByAccount20261122050000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function postings_have_entries() returns trigger language plpgsql as $$
      begin
        if exists (
          select from (select account_id, min(seq) as first, max(seq) as last from added group by account_id) a
           where a.last::bigint - a.first + 1 <>
                 (select count(*) from entry e where e.account_id = a.account_id and e.seq between a.first and a.last)
        ) and exists (
          select from added p where not exists (
            select from entry e where e.account_id = p.account_id and e.seq = p.seq)
        ) then
          raise exception 'a posting without its entry' using errcode = 'foreign_key_violation';
        end if;
        return null;
      end $$;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('JudgePostingsByAccount cannot be undone');
  }
}
