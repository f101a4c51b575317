import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Partners of a seller: holders of accounts who bring others, by which terms they are rewarded, what they have earned month by month and
 * what was paid to them (rule 34). Every table begins with the partner's own account, so that a partner sees its own.
 */
export class WorkWithPartners20261123010000 implements MigrationInterface {
  readonly name = 'WorkWithPartners20261123010000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table partnership (
        account_id uuid primary key references account (id),
        code text not null check (code ~ '^[0-9A-Z]{8}$'),
        contract_number text not null check (contract_number <> ''),
        signed_on date not null,
        -- The partner in the offer, which may have lists of its own for the partner's customers; null: not named there.
        offer_code text,
        -- The first day of the first month that is rewarded.
        since date not null check (extract(day from since) = 1),
        -- The last day; what happens after it is not rewarded.
        ends_on date,
        end_reason text,
        made_at timestamptz not null,
        made_by text not null,
        check ((ends_on is null) = (end_reason is null))
      );

      -- Which partner a code names: customers give it. Codes are given out once for all sellers.
      create table partner_code (
        code text primary key,
        partner_id uuid not null
      );

      create table reward_terms (
        account_id uuid not null references partnership (account_id),
        from_month date not null check (extract(day from from_month) = 1),
        -- Of the same month the last word holds: 1…n.
        no integer not null check (no >= 1),
        base text not null check (base in ('top_ups', 'charges')),
        percent numeric(5, 2) not null check (percent > 0 and percent <= 100),
        months integer check (months between 1 and 120),
        made_at timestamptz not null,
        made_by text not null,
        primary key (account_id, from_month, no)
      );

      -- Who brought a customer now: the partner's account. The history stands in brought_customer.
      alter table account
        add column brought_by uuid,
        -- There is a partnership of this account: it has a cabinet.
        add column is_partner boolean not null default false;

      create table brought_customer (
        account_id uuid not null references partnership (account_id),
        id uuid not null,
        customer_id uuid not null,
        since timestamptz not null,
        named_by text not null,
        reason text,
        -- Of one who is not this partner's any more.
        until timestamptz,
        until_seq integer check (until_seq >= 0),
        -- The customer's entry that was rewarded last: later ones are to come.
        counted_seq integer not null check (counted_seq >= 0),
        primary key (account_id, id),
        check (customer_id <> account_id),
        check ((until is null) = (until_seq is null)),
        check (counted_seq <= coalesce(until_seq, counted_seq))
      );
      create unique index brought_customer_once on brought_customer (account_id, customer_id) where until is null;
      create index brought_customer_newest on brought_customer (account_id, since desc, id desc);

      -- Months whose rewards are told: the others are due when they are over.
      create table rewarded_month (
        account_id uuid not null references partnership (account_id),
        month date not null check (extract(day from month) = 1),
        made_at timestamptz not null,
        primary key (account_id, month)
      );

      create table partner_reward (
        account_id uuid not null,
        month date not null,
        brought_id uuid not null,
        kind text not null check (kind in ('earned', 'taken_back')),
        -- What was paid, or of what was counted before came back.
        counted bigint not null check (counted > 0),
        percent numeric(5, 2),
        amount bigint not null check (amount >= 0),
        -- Up to which entry of the customer this goes.
        upto_seq integer not null,
        primary key (account_id, month, brought_id),
        foreign key (account_id, month) references rewarded_month (account_id, month),
        foreign key (account_id, brought_id) references brought_customer (account_id, id),
        check ((kind = 'earned') = (percent is not null))
      );
      create index partner_reward_of_customer on partner_reward (account_id, brought_id);

      create table partner_payout (
        account_id uuid not null references partnership (account_id),
        id uuid not null,
        paid_on date not null,
        amount bigint not null check (amount > 0),
        reference text not null check (reference <> ''),
        made_at timestamptz not null,
        made_by text not null,
        returned_on date,
        returned_by text,
        return_reason text,
        primary key (account_id, id),
        check ((returned_on is null) = (returned_by is null) and (returned_on is null) = (return_reason is null))
      );
      create index partner_payout_newest on partner_payout (account_id, paid_on desc, id desc);

      create trigger reward_terms_stand before update or delete on reward_terms for each row execute function refuse_change();
      create trigger reward_terms_are_not_emptied before truncate on reward_terms for each statement execute function refuse_change();
      create trigger rewarded_month_stands before update or delete on rewarded_month for each row execute function refuse_change();
      create trigger rewarded_month_is_not_emptied before truncate on rewarded_month for each statement execute function refuse_change();
      create trigger partner_reward_stands before update or delete on partner_reward for each row execute function refuse_change();
      create trigger partner_reward_is_not_emptied before truncate on partner_reward for each statement execute function refuse_change();
      create trigger partner_payout_is_kept before delete on partner_payout for each row execute function refuse_change();
      create trigger partner_payout_stands before update on partner_payout for each row
        when ((new.account_id, new.id, new.paid_on, new.amount, new.reference, new.made_at, new.made_by)
                is distinct from (old.account_id, old.id, old.paid_on, old.amount, old.reference, old.made_at, old.made_by)
           or old.returned_on is not null)
        execute function refuse_change();
      create trigger partner_payout_is_not_emptied before truncate on partner_payout for each statement execute function refuse_change();
      create trigger brought_customer_is_kept before delete on brought_customer for each row execute function refuse_change();
      create trigger brought_customer_stands before update on brought_customer for each row
        when ((new.account_id, new.id, new.customer_id, new.since, new.named_by, new.reason)
                is distinct from (old.account_id, old.id, old.customer_id, old.since, old.named_by, old.reason)
           or new.counted_seq < old.counted_seq
           or (old.until is not null and (new.until, new.until_seq) is distinct from (old.until, old.until_seq)))
        execute function refuse_change();
      create trigger brought_customer_is_not_emptied before truncate on brought_customer
        for each statement execute function refuse_change();
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('WorkWithPartners cannot be undone');
  }
}
