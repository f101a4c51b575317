import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of products get scopes, an end and further products; keys that sign licences take turns. */
export class RotateKeys20261121140210 implements MigrationInterface {
  readonly name = 'RotateKeys20261121140210';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Keys there already open what they opened.
      alter table product_key
        add column scopes text[] not null default '{entitlements:read,usage:write,webhooks:manage}' check (cardinality(scopes) > 0),
        -- Of the same seller: one back end may serve several products.
        add column more_products text[] not null default '{}',
        -- How the secret begins, to tell keys apart by; null for those made before.
        add column prefix text,
        -- null: it lives until it is revoked.
        add column expires_at timestamptz,
        add column replaces uuid references product_key (id);
      alter table product_key alter column scopes drop default;

      -- Published from created_at on, signs from signs_from until a later one does, leaves the key set at retired_at.
      alter table signing_key
        add column signs_from timestamptz,
        add column made_by text not null default 'system:schedule',
        add column reason text;
      update signing_key set signs_from = created_at;
      alter table signing_key alter column signs_from set not null, alter column made_by drop default,
        alter column private_key drop not null;

      -- Being used is noted every few seconds and changes no answer.
      create trigger key_changed_is_told after update of hash, product_code, scopes, more_products, expires_at, revoked_at on product_key
        for each statement execute function tell_entitlement('keys');
      create trigger key_removed_is_told after delete on product_key
        for each statement execute function tell_entitlement('keys');
      create trigger signing_key_changed_is_told after insert or update or delete on signing_key
        for each statement execute function tell_entitlement('signing');
      alter table product_key enable always trigger key_changed_is_told;
      alter table product_key enable always trigger key_removed_is_told;
      alter table signing_key enable always trigger signing_key_changed_is_told;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('RotateKeys cannot be undone');
  }
}
