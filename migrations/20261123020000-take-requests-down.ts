import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A request may come by telephone, e-mail or messenger: staff write it down in the name of whoever asked, and it says so. */
export class TakeRequestsDown20261123020000 implements MigrationInterface {
  readonly name = 'TakeRequestsDown20261123020000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table support_request
        add column channel text not null default 'panel' check (channel in ('panel', 'phone', 'email', 'messenger')),
        -- staff:<id>
        add column written_by text,
        add check ((channel = 'panel') = (written_by is null));
      drop trigger support_request_stands on support_request;
      create trigger support_request_stands before update on support_request for each row
        when ((new.account_id, new.id, new.number, new.user_id, new.product_code, new.asked_at, new.channel, new.written_by)
                is distinct from (old.account_id, old.id, old.number, old.user_id, old.product_code, old.asked_at, old.channel,
                                  old.written_by)
           or (new.subject <> old.subject and new.subject <> ''))
        execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('TakeRequestsDown cannot be undone');
  }
}
