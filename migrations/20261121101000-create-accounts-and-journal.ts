import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts and their journal. `account_id` comes first in every key, ids are made by the program, company-side postings
 * are insert-only: the schema spreads over machines by account without change (decision 0005).
 */
export class CreateAccountsAndJournal20261121101000 implements MigrationInterface {
  readonly name = 'CreateAccountsAndJournal20261121101000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The row is the only mutex of an account's money; whoever moves it locks the row first.
      create table account (
        id uuid primary key,
        seller_code text not null references seller (code),
        amocrm_account_id bigint not null,
        subdomain text not null,
        name text not null,
        state text not null check (state in ('active', 'suspended', 'frozen', 'erased', 'terminated')),
        offer_version text not null,
        installed_at timestamptz not null,
        money bigint not null default 0 check (money >= 0),
        -- The earliest day on which a run has something to decide; null when nothing can happen.
        next_due date,
        last_seq integer not null default 0,
        held_ground text,
        held_reason text,
        held_by text,
        suspended_on date,
        unique (seller_code, amocrm_account_id)
      ) with (fillfactor = 70);
      create index account_due on account (next_due, id);
      create index account_amocrm on account (amocrm_account_id);

      create table customer_profile (
        account_id uuid primary key,
        requisites jsonb not null,
        inn text not null,
        updated_at timestamptz not null,
        updated_by text not null
      );
      create index customer_profile_inn on customer_profile (inn);

      create type ledger_account as enum (
        'bank', 'robokassa', 'yookassa', 'unallocated', 'customer_money', 'customer_bonus', 'revenue',
        'bonus_redeemed', 'promotion_expense', 'adjustment', 'loss'
      );

      create table entry (
        account_id uuid not null,
        seq integer not null,
        id uuid not null,
        key text not null,
        fingerprint bytea not null,
        kind text not null,
        happened_at timestamptz not null,
        recorded_at timestamptz not null,
        business_date date not null,
        actor text not null,
        reason text,
        subject jsonb,
        reverses uuid,
        -- Signed change of what the customer holds; the postings say the same and a test holds them together.
        money bigint not null,
        bonus bigint not null,
        primary key (account_id, seq),
        unique (account_id, key)
      );
      -- Ids are time-ordered, so a few bytes a block range find one among millions.
      create index entry_id on entry using brin (id) with (autosummarize = on);
      create unique index entry_reversed_once on entry (account_id, reverses) where reverses is not null;

      create table posting (
        account_id uuid not null,
        seq integer not null,
        line smallint not null,
        from_account ledger_account not null,
        to_account ledger_account not null,
        grant_id uuid,
        amount bigint not null check (amount > 0),
        primary key (account_id, seq, line),
        check (from_account <> to_account),
        check ((grant_id is not null) = (from_account = 'customer_bonus' or to_account = 'customer_bonus'))
      );

      create table bonus_grant (
        account_id uuid not null,
        id uuid not null,
        priority integer not null,
        effective_at timestamptz not null,
        expires_at timestamptz,
        expires_on date,
        amount bigint not null check (amount > 0),
        remaining bigint not null check (remaining >= 0 and remaining <= amount),
        ground text not null,
        reason text not null,
        granted_by text not null,
        created_at timestamptz not null,
        revoked_at timestamptz,
        -- How many expiry entries it has: a rest that comes back after the end ends at once, as one more.
        expiries integer not null default 0,
        primary key (account_id, id)
      ) with (fillfactor = 70);
      create index bonus_grant_id on bonus_grant (id);

      -- The exactly-once guard of a renewal: one charge for each subscription, plan and period start.
      create table charge (
        account_id uuid not null,
        subscription_id uuid not null,
        period_start date not null,
        plan_no smallint not null,
        period_end date not null,
        business_date date not null,
        -- null: the period was covered by a credit or costs nothing, so no value moved.
        seq integer,
        quantity integer not null,
        price_id uuid not null,
        cost bigint not null,
        amount bigint not null check (amount >= 0),
        bonus_part bigint not null check (bonus_part >= 0 and bonus_part <= amount),
        run_id uuid,
        recorded_at timestamptz not null,
        primary key (account_id, subscription_id, period_start, plan_no),
        check (period_end > period_start)
      );

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
      end $$;
      create trigger entry_is_final before update or delete on entry for each row execute function refuse_change();
      create trigger entry_is_kept before truncate on entry for each statement execute function refuse_change();
      create trigger posting_is_final before update or delete on posting for each row execute function refuse_change();
      create trigger posting_is_kept before truncate on posting for each statement execute function refuse_change();
      create trigger charge_is_final before update or delete on charge for each row execute function refuse_change();
      create trigger charge_is_kept before truncate on charge for each statement execute function refuse_change();

      -- One check for each statement instead of a foreign key for each row: every posting has its entry.
      create function postings_have_entries() returns trigger language plpgsql as $$
      begin
        if exists (
          select from added p where not exists (
            select from entry e where e.account_id = p.account_id and e.seq = p.seq)
        ) then
          raise exception 'a posting without its entry' using errcode = 'foreign_key_violation';
        end if;
        return null;
      end $$;
      create trigger posting_has_entry after insert on posting referencing new table as added
        for each statement execute function postings_have_entries();
    `);
  }

  /** Forward only: undoing this would destroy the books. Correct with a new migration. */
  async down(): Promise<void> {
    throw new Error('CreateAccountsAndJournal cannot be undone');
  }
}
