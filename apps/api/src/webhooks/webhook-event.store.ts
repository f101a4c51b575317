import { Injectable } from '@nestjs/common';
import type { SubscriptionState, WebhookType } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { bulkInsert } from '../platform/bulk';

/** A subscription that stands otherwise than its product was told. */
export interface ChangedStanding {
  readonly account_id: string;
  readonly amocrm_account_id: string;
  readonly subscription_id: string;
  readonly product_code: string;
  readonly project_id: string | null;
  readonly state: SubscriptionState;
  /** What the product was last told; null: nothing yet. */
  readonly told: SubscriptionState | null;
  readonly turn: number;
  readonly quantity: number;
  readonly paid_to: LocalDate;
  readonly is_free: boolean;
  readonly is_held: boolean;
  readonly is_frozen: boolean;
  readonly ended_because: string | null;
}

/** Something products are told of. */
export interface WebhookEvent {
  readonly accountId: string;
  readonly id: string;
  /** Names the happening: told once, however often the work is repeated. */
  readonly key: string;
  readonly productCode: string;
  readonly type: WebhookType;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface NumberedEvent extends WebhookEvent {
  readonly no: number;
}

/** As a product sees it (`AnswerEntitlement` judges the same way): nothing of an account runs that is held or frozen. */
const STANDING = `case when s.state = 'ended' then 'ended'
  when a.held_ground is not null or a.state in ('frozen', 'erased') then 'suspended' else s.state end`;

@Injectable()
export class WebhookEventStore {
  /** Products that have somebody to tell, on or off: one small read where there is none. */
  async productsTold(tx: EntityManager): Promise<string[]> {
    const rows: { product_code: string }[] = await tx.query(
      'select distinct product_code from webhook_endpoint',
    );
    return rows.map((row) => row.product_code);
  }

  /** Of locked accounts, in the customer's order. What ended before anything was told of it is never told of. */
  changed(
    tx: EntityManager,
    accountIds: readonly string[],
    products: readonly string[],
  ): Promise<ChangedStanding[]> {
    return tx.query(
      `select s.account_id, a.amocrm_account_id, s.id as subscription_id, s.product_code, s.project_id, x.state, t.state as told,
              coalesce(t.turn, 0) as turn, s.quantity, s.paid_to, s.free_quantity is not null as is_free,
              a.held_ground is not null as is_held, a.state in ('frozen', 'erased') as is_frozen, s.ended_because
         from subscription s join account a on a.id = s.account_id
        cross join lateral (select ${STANDING} as state) x
         left join webhook_standing t on t.account_id = s.account_id and t.subscription_id = s.id
        where s.account_id = any($1::uuid[]) and s.product_code = any($2::text[])
          and x.state is distinct from t.state and (t.state is not null or s.ended_no = 0)
        order by s.account_id, s.rank, s.id`,
      [accountIds, products],
    );
  }

  async markTold(tx: EntityManager, changed: readonly ChangedStanding[]): Promise<void> {
    const column = (name: string, type: string, value: (each: ChangedStanding) => unknown) => ({
      name,
      type,
      values: changed.map(value),
    });
    await bulkInsert(
      tx,
      'webhook_standing',
      [
        column('account_id', 'uuid', (each) => each.account_id),
        column('subscription_id', 'uuid', (each) => each.subscription_id),
        column('state', 'text', (each) => each.state),
        column('turn', 'integer', (each) => each.turn + 1),
      ],
      'on conflict (account_id, subscription_id) do update set state = excluded.state, turn = excluded.turn',
    );
  }

  /** What runs already when somebody is told for the first time is no news. */
  async beginStanding(tx: EntityManager, productCode: string): Promise<void> {
    await tx.query(
      `insert into webhook_standing (account_id, subscription_id, state, turn)
       select s.account_id, s.id, ${STANDING}, 0 from subscription s join account a on a.id = s.account_id
        where s.product_code = $1 and s.ended_no = 0
       on conflict do nothing`,
      [productCode],
    );
  }

  /** The number of the last event of each account that has any. The accounts are locked, so the next one is nobody else's. */
  async lastNumbers(tx: EntityManager, accountIds: readonly string[]): Promise<Map<string, number>> {
    const rows: { account_id: string; no: number }[] = await tx.query(
      'select account_id, max(no) as no from webhook_event where account_id = any($1::uuid[]) group by account_id',
      [accountIds],
    );
    return new Map(rows.map((row) => [row.account_id, row.no]));
  }

  /** With a delivery for each address that is on and wants to hear of such things. */
  async insert(tx: EntityManager, events: readonly NumberedEvent[], now: Date): Promise<void> {
    const column = (name: string, type: string, value: (each: NumberedEvent) => unknown) => ({
      name,
      type,
      values: events.map(value),
    });
    await bulkInsert(tx, 'webhook_event', [
      column('account_id', 'uuid', (each) => each.accountId),
      column('no', 'integer', (each) => each.no),
      column('id', 'uuid', (each) => each.id),
      column('key', 'text', (each) => each.key),
      column('product_code', 'text', (each) => each.productCode),
      column('type', 'text', (each) => each.type),
      column('at', 'timestamptz', (each) => each.at),
      column('data', 'jsonb', (each) => JSON.stringify(each.data)),
    ]);
    await tx.query(
      `insert into webhook_delivery (account_id, no, endpoint_id, event_id, state, next_try_at)
       select v.account_id, v.no, e.id, v.id, 'queued', $3
         from unnest($1::uuid[], $2::integer[]) as x(account_id, no)
         join webhook_event v on v.account_id = x.account_id and v.no = x.no
         join webhook_endpoint e on e.product_code = v.product_code and e.is_on and v.type = any(e.events)`,
      [events.map(({ accountId }) => accountId), events.map(({ no }) => no), now],
    );
  }
}
