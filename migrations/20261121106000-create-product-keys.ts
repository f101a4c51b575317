import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How products' back ends prove who they are, and the keys licences are signed with. */
export class CreateProductKeys20261121106000 implements MigrationInterface {
  readonly name = 'CreateProductKeys20261121106000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table product_key (
        id uuid primary key,
        product_code text not null references product (code),
        name text,
        hash bytea not null unique,
        created_at timestamptz not null,
        created_by text not null,
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      create index product_key_product on product_key (product_code);

      -- Ed25519. The newest signs; older ones stay in the key set as long as a licence of theirs may live.
      create table signing_key (
        id text primary key,
        public_jwk jsonb not null,
        private_key bytea not null,
        sealed_with text not null,
        created_at timestamptz not null,
        retired_at timestamptz
      );
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateProductKeys cannot be undone');
  }
}
