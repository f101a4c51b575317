import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Electronic forms of documents: what a file is called and what it was made of beside the facts of its document. */
export class KeepElectronicFiles20261121123000 implements MigrationInterface {
  readonly name = 'KeepElectronicFiles20261121123000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table document_file drop constraint document_file_format_check;
      alter table document_file add constraint document_file_format_check check (format in ('pdf', 'xml', 'xlsx'));
      -- The formats of FNS say how a file is called; null: named by its document.
      alter table document_file add column file_name text;
      -- Participants, signatory and the like: with the facts they give the same bytes again.
      alter table document_file add column envelope jsonb;

      alter table document drop constraint document_kind_check;
      alter table document add constraint document_kind_check check (kind in
        ('invoice', 'upd', 'correction', 'act', 'certificate', 'reconciliation', 'advance_invoice'));

      -- An issued document is final: what changes it is another document.
      create trigger document_is_final before update or delete on document for each row execute function refuse_change();
      create trigger document_file_is_final before update on document_file for each row execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KeepElectronicFiles cannot be undone');
  }
}
