import { Injectable } from '@nestjs/common';
import { runInstant } from '@rocket/billing';
import type { LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { priceChangeNotice } from '../storefront/price-change.rows';

/** How many days ahead a customer is told that a trial ends, that money runs out or that a new price comes. */
export const REMIND_DAYS = 3;

/**
 * Who was told of a new price, uses the product at another one and has not refused is reminded three days before it takes
 * effect, once. Who was told within these days has just read it.
 */
@Injectable()
export class RemindOfPrices {
  constructor(private readonly db: DataSource) {}

  async run(now: Date): Promise<void> {
    await this.db.query(
      `insert into notice (account_id, id, key, kind, facts, created_at)
       select distinct on (n.account_id, c.id) n.account_id, gen_random_uuid(), 'price_change_reminder:' || c.id,
              'price_change_reminder', n.facts, $1::timestamptz
         from price_change c
         join product p on p.code = c.product_code
         join seller l on l.code = p.seller_code
         join subscription s on s.product_code = c.product_code and s.period = c.period and s.ended_no = 0
          and s.price_id <> c.price_id
         join price q on q.id = c.price_id
         join price r on r.id = s.price_id and r.tariff is not distinct from q.tariff
         join notice n on n.account_id = s.account_id and n.key = '${priceChangeNotice('')}' || c.id
        where c.effective_on > ($1::timestamptz at time zone l.time_zone)::date
          and c.effective_on <= ($1::timestamptz at time zone l.time_zone)::date + $2::int
          and (n.created_at at time zone l.time_zone)::date < c.effective_on - $2::int
          and not exists (
            select from (select a.answer from price_change_answer a
                          where a.account_id = n.account_id and a.change_id = c.id order by a.no desc limit 1) newest
             where newest.answer = 'refused')
       on conflict (account_id, key) do nothing`,
      [now, REMIND_DAYS],
    );
  }

  /** The first run after an instant that reminds somebody; null when none is in sight. */
  async nextDue(at: Date): Promise<Date | null> {
    const rows: { on: LocalDate; time_zone: string }[] = await this.db.query(
      `select min(c.effective_on) - $2::int as on, l.time_zone
         from price_change c join product p on p.code = c.product_code join seller l on l.code = p.seller_code
        where c.effective_on - $2::int > ($1::timestamptz at time zone l.time_zone)::date group by l.time_zone`,
      [at, REMIND_DAYS],
    );
    return rows
      .map(({ on, time_zone }) => runInstant(on, time_zone))
      .reduce<Date | null>((first, one) => (first === null || one < first ? one : first), null);
  }
}
