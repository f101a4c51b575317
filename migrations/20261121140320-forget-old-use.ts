import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events of use are remembered as long as one may be sent again, and then forgotten by whoever says that this is what it does:
 * nobody removes one by mistake.
 */
export class ForgetOldUse20261121140320 implements MigrationInterface {
  readonly name = 'ForgetOldUse20261121140320';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function refuse_change_but_forgetting() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('rocket.forgets', true) = tg_table_name::text then
          return old;
        end if;
        raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
      end $$;
      drop trigger usage_event_is_final on usage_event;
      create trigger usage_event_is_final before update or delete on usage_event
        for each row execute function refuse_change_but_forgetting();
      -- Events come in the order of recording: a few hundred bytes find the oldest.
      create index usage_event_recorded on usage_event using brin (recorded_at);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('ForgetOldUse cannot be undone');
  }
}
