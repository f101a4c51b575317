import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a run foresaw and charged, product by product: a product has one seller and so one currency, while the sums that
 * stood with the run added rubles to tenge. What past runs charged is counted again from their charges; what was foreseen
 * for them was never kept by product and is kept as a number of charges only.
 */
export class KeepSumsOfRuns20261121139800 implements MigrationInterface {
  readonly name = 'KeepSumsOfRuns20261121139800';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table renewal_run_sum (
        run_id uuid not null references renewal_run (id),
        product_code text not null references product (code),
        currency text not null,
        -- null: no rehearsal was held.
        expected_charged integer,
        expected_amount bigint,
        charged integer not null default 0 check (charged >= 0),
        amount bigint not null default 0 check (amount >= 0),
        primary key (run_id, product_code)
      ) with (fillfactor = 70);

      insert into renewal_run_sum (run_id, product_code, currency, charged, amount)
      select c.run_id, p.code, s.currency, count(*), sum(c.amount)
        from (select run_id, account_id, subscription_id, amount from charge where run_id is not null
              union all
              select run_id, account_id, subscription_id, amount from usage_charge where run_id is not null and amount > 0) c
        join renewal_run r on r.id = c.run_id
        join subscription u on u.account_id = c.account_id and u.id = c.subscription_id
        join product p on p.code = u.product_code
        join seller s on s.code = p.seller_code
       group by c.run_id, p.code, s.currency;

      alter table renewal_run drop column amount, drop column expected_amount;
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('KeepSumsOfRuns cannot be undone');
  }
}
