import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures of products, shown on their cards: small, kept beside the catalogue, addressed by what is in them. */
export class PictureProducts20261121140010 implements MigrationInterface {
  readonly name = 'PictureProducts20261121140010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table product_picture (
        product_code text primary key references product (code),
        -- SHA-256 of the bytes, in hex: a picture never changes under its address.
        hash text not null check (hash ~ '^[0-9a-f]{64}$'),
        media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
        bytes bytea not null check (octet_length(bytes) between 1 and 204800),
        uploaded_at timestamptz not null,
        uploaded_by text not null
      );
      create index product_picture_hash on product_picture (hash);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('PictureProducts cannot be undone');
  }
}
