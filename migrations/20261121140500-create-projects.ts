import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An account may use a product several times side by side: each project has its own subscription, limits and token. */
export class CreateProjects20261121140500 implements MigrationInterface {
  readonly name = 'CreateProjects20261121140500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table product
        add column instances text not null default 'one' check (instances in ('one', 'projects'));

      create table project (
        account_id uuid not null,
        id uuid not null,
        product_code text not null references product (code),
        name text not null,
        created_at timestamptz not null,
        created_by text not null,
        deleted_at timestamptz,
        deleted_by text,
        primary key (account_id, id),
        check ((deleted_at is null) = (deleted_by is null))
      );
      create unique index project_name on project (account_id, product_code, lower(name)) where deleted_at is null;
      create index project_id on project (id);

      -- What a program proves with that it speaks for a project. Only a hash is kept; one that was replaced works until it retires.
      create table project_token (
        account_id uuid not null,
        project_id uuid not null,
        id uuid not null,
        hash bytea not null,
        last_four text not null,
        created_at timestamptz not null,
        created_by text not null,
        retires_at timestamptz,
        primary key (account_id, id)
      );
      create index project_token_hash on project_token (hash);
      create index project_token_project on project_token (account_id, project_id);

      -- null: the product is used once in an account.
      alter table subscription add column project_id uuid;
      alter table subscription drop constraint subscription_account_id_product_code_ended_no_key;
      alter table subscription add constraint subscription_account_id_product_code_ended_no_key
        unique nulls not distinct (account_id, product_code, project_id, ended_no, package_no);

      -- Of a product with projects the trial belongs to the project it began in; there is still one for an account and a product.
      alter table trial add column project_id uuid;

      -- What projects use never adds up: the project it is counted for, else the account itself.
      alter table usage_counter add column place_id uuid;
      update usage_counter set place_id = account_id;
      alter table usage_counter drop constraint usage_counter_pkey;
      alter table usage_counter add primary key (account_id, product_code, place_id, unit, window_key);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateProjects cannot be undone');
  }
}
