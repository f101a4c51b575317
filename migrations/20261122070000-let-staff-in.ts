import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A member of staff sets their own password by a link that is good once: nobody else ever knows it. A token of staff for automation ends
 * by itself; those that were given out before, in sandboxes, go on.
 */
export class LetStaffIn20261122070000 implements MigrationInterface {
  readonly name = 'LetStaffIn20261122070000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table staff_password_link (
        hash       bytea primary key check (length(hash) = 32),
        staff_id   uuid not null references staff_member on delete cascade,
        made_by    text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at    timestamptz
      );
      create index staff_password_link_of_member on staff_password_link (staff_id);
      alter table api_token add column expires_at timestamptz;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('LetStaffIn cannot be undone');
  }
}
