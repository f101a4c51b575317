import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a product is called and does, for those who read English; null: what stands in Russian is shown. */
export class NameProductsInEnglish20261121139200 implements MigrationInterface {
  readonly name = 'NameProductsInEnglish20261121139200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table product
        add column name_en text check (name_en <> ''),
        add column summary_en text check (summary_en is null or (summary_en <> '' and name_en is not null))`);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('NameProductsInEnglish cannot be undone');
  }
}
