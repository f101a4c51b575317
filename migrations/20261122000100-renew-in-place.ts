import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A run changes every account and subscription it renews. The new version of a row stays on its page, and no index is written, when
 * no indexed column changed and the page has room; an account's row was entered in two trigram indexes at each charge instead,
 * a quarter of what a run cost the server. What accounts are searched by stands in a table of its own now, and pages keep room.
 */
export class RenewInPlace20261122000100 implements MigrationInterface {
  readonly name = 'RenewInPlace20261122000100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table account_words (
        account_id uuid primary key references account on delete cascade,
        name text not null,
        subdomain text not null
      );
      insert into account_words (account_id, name, subdomain) select id, name, subdomain from account;
      -- Written rarely and read at every letter: nothing waits in a pending list.
      create index account_words_name on account_words using gin (name gin_trgm_ops) with (fastupdate = off);
      create index account_words_subdomain on account_words using gin (subdomain gin_trgm_ops) with (fastupdate = off);
      drop index account_name_parts, account_subdomain_parts;

      create function keep_words_of_account() returns trigger language plpgsql as $$
      begin
        insert into account_words (account_id, name, subdomain) values (new.id, new.name, new.subdomain)
          on conflict (account_id) do update set name = excluded.name, subdomain = excluded.subdomain;
        return null;
      end $$;
      create trigger account_added_has_words after insert on account for each row execute function keep_words_of_account();
      create trigger account_renamed_has_words after update on account for each row
        when (old.name is distinct from new.name or old.subdomain is distinct from new.subdomain)
        execute function keep_words_of_account();

      -- For pages written from now on; those written before find room as rows leave them.
      alter table account set (fillfactor = 50);
      alter table subscription set (fillfactor = 50);
      alter table bonus_grant set (fillfactor = 70);

      -- Keys are never sorted for people: bytes are compared, not letters of a language.
      alter table entry alter column key type text collate "C";
      alter table notice alter column key type text collate "C";
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RenewInPlace cannot be undone');
  }
}
