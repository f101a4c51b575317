import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Products given free of charge for a period (rule 8): a grant of access, never of money. */
export class GrantAccess20261121121000 implements MigrationInterface {
  readonly name = 'GrantAccess20261121121000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table access_grant (
        account_id uuid not null,
        id uuid not null,
        product_code text not null references product (code),
        quantity integer not null check (quantity >= 1),
        days integer check (days >= 1),
        until_on date,
        reason text not null,
        granted_by text not null,
        granted_at timestamptz not null,
        -- Set when its term is taken: the period of which subscription, from which day.
        subscription_id uuid,
        begun_on date,
        revoked_at timestamptz,
        revoked_by text,
        revoke_reason text,
        -- Last day of use of a term that was cut short.
        cut_to date,
        primary key (account_id, id),
        check ((days is null) <> (until_on is null)),
        check ((subscription_id is null) = (begun_on is null)),
        check ((revoked_at is null) = (revoke_reason is null))
      );
      create index access_grant_id on access_grant (id);
      create index access_grant_waiting on access_grant (account_id, product_code, granted_at)
        where begun_on is null and revoked_at is null;

      -- A free term is a period that costs nothing; it is taken once, by one period.
      alter table charge add column access_grant_id uuid;
      create unique index charge_takes_access_once on charge (account_id, access_grant_id) where access_grant_id is not null;

      -- How many units of the period in use are free; null in an ordinary period.
      alter table subscription add column free_quantity integer check (free_quantity >= 1);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('GrantAccess cannot be undone');
  }
}
