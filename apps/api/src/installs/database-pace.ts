import { Injectable } from '@nestjs/common';
import { AmoError, type AmoPace } from '@rocket/amocrm';
import { DataSource } from 'typeorm';

/** amoCRM allows 7 requests a second to our integration in an account; five leave room for those that are late. */
const BETWEEN_MS = 200;
/** Nobody waits longer than this for a turn: what is due is done later. */
const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Repeated excess makes amoCRM block everything (facts §1.5): then nobody asks for minutes. */
const BLOCKED_PAUSE_MS = 5 * 60_000;

/**
 * Turns of requests to a host, given out by the database and by its clock, so that all processes together stay within
 * amoCRM's limit (facts §1.6). A pause holds for all of them.
 */
@Injectable()
export class DatabasePace implements AmoPace {
  constructor(private readonly db: DataSource) {}

  async turn(host: string): Promise<void> {
    const [row]: { wait_ms: number }[] = await this.db.query(
      `with taken as (
         insert into amocrm_pace as p (host, next_at) values ($1, clock_timestamp() + $2 * interval '1 ms')
         on conflict (host) do update set next_at = greatest(p.next_at, clock_timestamp()) + $2 * interval '1 ms'
           where p.next_at < clock_timestamp() + $3 * interval '1 ms'
         returning next_at)
       select extract(epoch from next_at - clock_timestamp()) * 1000 - $2 as wait_ms from taken`,
      [host, BETWEEN_MS, PATIENCE_MS],
    );
    if (!row) throw new AmoError('amo_rate_limited', `${host} asked us to wait`, { cause: 'pace' });
    const wait = Number(row.wait_ms);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  /** One second, then twice as long each time, a minute at most, and up to a quarter more so that nobody marches in step. */
  async tooMany(host: string): Promise<void> {
    await this.db.query(
      `update amocrm_pace set struck_at = clock_timestamp(), strikes = s.strikes,
              next_at = greatest(next_at, clock_timestamp()
                + least($2 * power(2, s.strikes - 1), $3) * (1 + random() / 4) * interval '1 ms')
         from (select case when struck_at > clock_timestamp() - interval '500 ms' then strikes
                           when struck_at > clock_timestamp() - interval '2 minutes' then least(strikes, 10) + 1
                           else 1 end as strikes
                 from amocrm_pace where host = $1) s
        where host = $1`,
      [host, FIRST_PAUSE_MS, LONGEST_PAUSE_MS],
    );
  }

  async blocked(host: string): Promise<void> {
    await this.db.query(
      `update amocrm_pace set next_at = clock_timestamp() + $2 * interval '1 ms' where host = $1`,
      [host, BLOCKED_PAUSE_MS],
    );
  }
}
