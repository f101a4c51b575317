import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The id of what a request made, under the name the request came by: repeated after a crash it finds the same thing, and the id
 * says when it was made as every other does, so that lists sort by it.
 */
export class RememberWhatRequestsMade20261123030000 implements MigrationInterface {
  readonly name = 'RememberWhatRequestsMade20261123030000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table request_made (
        account_id uuid not null references account (id),
        -- SHA-256 of caller, path and key.
        request bytea not null check (length(request) = 32),
        id uuid not null,
        made_at timestamptz not null,
        primary key (account_id, request)
      );
      create trigger request_made_stands before update on request_made for each row execute function refuse_change();
      create trigger request_made_is_kept before delete on request_made for each row execute function refuse_change();
      create trigger request_made_is_not_emptied before truncate on request_made
        for each statement execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RememberWhatRequestsMade cannot be undone');
  }
}
