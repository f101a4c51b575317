import { Injectable } from '@nestjs/common';
import type { WebhookOutcome } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';

/** A delivery that this process has the lease of, with what is to be sent. */
export interface LeasedDelivery {
  readonly account_id: string;
  readonly no: number;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly tries: number;
  readonly lease: string;
  readonly url: string;
  readonly type: string;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is kept of an attempt. */
export interface NotedAttempt {
  readonly outcome: WebhookOutcome;
  readonly status: number | null;
  readonly answer: string | null;
  readonly tookMs: number;
}

export interface Claiming {
  readonly now: Date;
  /** By the time of the machine: leases are about processes. */
  readonly machine: Date;
  readonly lease: string;
  readonly leasedUntil: Date;
  readonly limit: number;
  /** How many requests one address is sent at once, by all processes together. */
  readonly perEndpoint: number;
}

/** A delivery `d` that stands behind another one of the same account: it waits for the former to be over. */
const BEHIND = `exists (select from webhook_delivery o where o.endpoint_id = d.endpoint_id and o.account_id = d.account_id
  and o.state = 'queued' and o.no < d.no)`;
const THIS = 'account_id = $1 and no = $2 and endpoint_id = $3';
const keyOf = ({ account_id, no, endpoint_id }: LeasedDelivery): unknown[] => [account_id, no, endpoint_id];

/** What every address is sent, in which order, and what it answered. */
@Injectable()
export class WebhookDeliveryStore {
  /**
   * Takes what is due: of each account the first that is not over, a few of each address, all addresses in turn. An address is
   * locked while its own are taken, so that two processes together take no more than one may.
   */
  claim(tx: EntityManager, wish: Claiming): Promise<LeasedDelivery[]> {
    return tx
      .query(
        `with address as (
           select e.id from webhook_endpoint e
            where e.is_on and (e.wait_until is null or e.wait_until <= $1)
              and exists (select from webhook_delivery d where d.endpoint_id = e.id and d.state = 'queued' and d.next_try_at <= $1)
              for no key update skip locked),
         due as (
           select x.*, row_number() over (partition by x.endpoint_id order by x.next_try_at, x.event_id) as turn
             from address cross join lateral (
               select d.account_id, d.no, d.endpoint_id, d.next_try_at, d.event_id from webhook_delivery d
                where d.endpoint_id = address.id and d.state = 'queued' and d.next_try_at <= $1
                  and (d.leased_until is null or d.leased_until <= $2) and not ${BEHIND}
                order by d.next_try_at, d.event_id
                limit greatest(0, $5 - (select count(*) from webhook_delivery b where b.endpoint_id = address.id
                                           and b.state = 'queued' and b.leased_until > $2))) x),
         taken as (select account_id, no, endpoint_id from due order by turn limit $6)
         update webhook_delivery d set tries = d.tries + 1, lease = $3, leased_until = $4
           from taken t, webhook_event v, webhook_endpoint e
          where d.account_id = t.account_id and d.no = t.no and d.endpoint_id = t.endpoint_id
            and v.account_id = t.account_id and v.no = t.no and e.id = t.endpoint_id
            -- Whoever was quicker has changed the row this statement saw.
            and d.state = 'queued' and (d.leased_until is null or d.leased_until <= $2)
         returning d.account_id, d.no, d.endpoint_id, d.event_id, d.tries, d.lease, e.url, v.type, v.at, v.data`,
        [wish.now, wish.machine, wish.lease, wish.leasedUntil, wish.perEndpoint, wish.limit],
      )
      .then(([rows]: [LeasedDelivery[], number]) => rows);
  }

  async noteAttempt(
    tx: EntityManager,
    id: string,
    delivery: LeasedDelivery,
    attempt: NotedAttempt,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into webhook_attempt (account_id, no, endpoint_id, id, at, took_ms, outcome, status, answer)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [...keyOf(delivery), id, now, attempt.tookMs, attempt.outcome, attempt.status, attempt.answer],
    );
  }

  /** The end of a delivery, unless another process has taken it meanwhile. What stands behind it is due. */
  async settle(
    tx: EntityManager,
    delivery: LeasedDelivery,
    state: 'delivered' | 'dead',
    now: Date,
  ): Promise<boolean> {
    const [rows] = await tx.query(
      `update webhook_delivery set state = $5, done_at = $6, lease = null, leased_until = null
        where ${THIS} and lease = $4 returning no`,
      [...keyOf(delivery), delivery.lease, state, now],
    );
    if (rows.length > 0) await this.hurry(tx, delivery, now);
    return rows.length > 0;
  }

  /** What stands behind a delivery that is over need not wait for when that one would have been tried again. */
  private async hurry(tx: EntityManager, delivery: LeasedDelivery, now: Date): Promise<void> {
    await tx.query(
      `update webhook_delivery set next_try_at = $4
        where account_id = $1 and no > $2 and endpoint_id = $3 and state = 'queued' and tries = 0 and next_try_at > $4`,
      [...keyOf(delivery), now],
    );
  }

  /** Another try, then; what stands behind it need not be looked at before. */
  async putOff(tx: EntityManager, delivery: LeasedDelivery, until: Date): Promise<void> {
    const [rows] = await tx.query(
      `update webhook_delivery set next_try_at = $5, lease = null, leased_until = null
        where ${THIS} and lease = $4 and state = 'queued' returning no`,
      [...keyOf(delivery), delivery.lease, until],
    );
    if (rows.length === 0) return;
    await tx.query(
      `update webhook_delivery set next_try_at = $4
        where account_id = $1 and no > $2 and endpoint_id = $3 and state = 'queued' and next_try_at < $4`,
      [...keyOf(delivery), until],
    );
  }

  /** An address that was switched off: what waits is undelivered, and may be sent again by hand. */
  async closeQueue(tx: EntityManager, endpointId: string, now: Date): Promise<void> {
    await tx.query(
      `update webhook_delivery set state = 'dead', done_at = $2 where endpoint_id = $1 and state = 'queued'`,
      [endpointId, now],
    );
  }

  /** An address that works again: what was put off is due. */
  async bringForward(tx: EntityManager, endpointId: string, now: Date): Promise<void> {
    await tx.query(
      `update webhook_delivery set next_try_at = $2 where endpoint_id = $1 and state = 'queued' and next_try_at > $2`,
      [endpointId, now],
    );
  }

  /** Sends one event again, whatever became of it. False: this address was never sent it. */
  async replayOne(tx: EntityManager, endpointId: string, eventId: string, now: Date): Promise<boolean> {
    const [rows] = await tx.query(
      `update webhook_delivery set tries = case when state = 'queued' then tries else 0 end, state = 'queued', next_try_at = $3,
         done_at = null where endpoint_id = $1 and event_id = $2 returning no`,
      [endpointId, eventId, now],
    );
    return rows.length > 0;
  }

  /** Queues all since an instant that an address wants and has not got: what died, and what came while it was off. */
  async replaySince(tx: EntityManager, endpointId: string, since: Date, now: Date): Promise<number> {
    const rows: unknown[] = await tx.query(
      `insert into webhook_delivery as d (account_id, no, endpoint_id, event_id, state, next_try_at)
       select v.account_id, v.no, e.id, v.id, 'queued', $3 from webhook_event v, webhook_endpoint e
        where e.id = $1 and v.product_code = e.product_code and v.at >= $2 and v.type = any(e.events)
       on conflict (account_id, no, endpoint_id) do update set state = 'queued', next_try_at = $3, done_at = null,
         tries = 0 where d.state = 'dead'
       returning no`,
      [endpointId, since, now],
    );
    return rows.length;
  }

  /** When something is due, after `at`: for the clock of the sandbox. */
  async nextTry(tx: EntityManager, at: Date): Promise<Date | null> {
    const [row] = await tx.query(
      `select min(greatest(d.next_try_at, e.wait_until)) as at
         from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
        where d.state = 'queued' and e.is_on and greatest(d.next_try_at, e.wait_until) > $1`,
      [at],
    );
    return row.at;
  }

  /** Forgets what is older than `before` and is over, with the events that nobody waits for any more. */
  async prune(tx: EntityManager, before: Date): Promise<void> {
    await tx.query('delete from webhook_attempt where at < $1', [before]);
    await tx.query(
      `delete from webhook_delivery d using webhook_event v
        where v.account_id = d.account_id and v.no = d.no and v.at < $1 and d.state <> 'queued'`,
      [before],
    );
    await tx.query(
      `delete from webhook_event v where v.at < $1
          and not exists (select from webhook_delivery d where d.account_id = v.account_id and d.no = v.no)`,
      [before],
    );
  }
}
