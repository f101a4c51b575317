import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What may be given back is bound by each line charged, no longer by the period as a whole: a raise that was reversed gives
 * nothing back. A period has a row only once something of it was raised, given back or reversed.
 */
export class BoundCreditsByLine20261121128000 implements MigrationInterface {
  readonly name = 'BoundCreditsByLine20261121128000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table charged_line (
        account_id uuid not null,
        subscription_id uuid not null,
        -- Of the charge this line belongs to.
        period_start date not null,
        plan_no smallint not null,
        -- 0 is the period itself; raises of quantity follow.
        no integer not null check (no >= 0),
        -- null: paid wholly from credit.
        entry_id uuid,
        units_from integer not null check (units_from >= 0),
        units_to integer not null check (units_to >= units_from),
        -- Really paid and not reversed, credit included.
        paid bigint not null check (paid >= 0),
        from_credit bigint not null check (from_credit >= 0),
        -- What a repair credits is never more than the line charged.
        given bigint not null check (given between 0 and paid),
        primary key (account_id, subscription_id, period_start, plan_no, no)
      );
      create unique index charged_line_entry on charged_line (account_id, entry_id) where entry_id is not null;

      -- What was given back or reversed before lines were kept: known for the period as a whole.
      insert into charged_line (account_id, subscription_id, period_start, plan_no, no, entry_id, units_from, units_to, paid, from_credit, given)
      select s.account_id, s.id, c.period_start, c.plan_no, 0, e.id, 0, greatest(s.quantity, 0), s.period_paid + s.credit, 0, s.credit
        from subscription s
        join lateral (select * from charge c where c.account_id = s.account_id and c.subscription_id = s.id
                       order by c.period_start desc, c.plan_no desc limit 1) c on true
        left join entry e on e.account_id = c.account_id and e.seq = c.seq
       where s.credit > 0 or (s.period_start is not null and s.period_paid <> c.cost);
      alter table subscription drop column period_paid;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('BoundCreditsByLine cannot be undone');
  }
}
