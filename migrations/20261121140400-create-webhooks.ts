import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What products are told of by HTTP: where to, what happened, who has been told and what they answered. */
export class CreateWebhooks20261121140400 implements MigrationInterface {
  readonly name = 'CreateWebhooks20261121140400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table webhook_endpoint (
        id uuid primary key,
        product_code text not null references product (code),
        url text not null,
        description text,
        events text[] not null check (cardinality(events) > 0),
        is_on boolean not null,
        -- Why it is off; 'gone': it answered 410.
        off_because text check (off_because in ('by_hand', 'gone')),
        -- The first failure after the last delivery; null: it takes what it is sent, or has not been tried.
        failing_since timestamptz,
        last_delivered_at timestamptz,
        -- It asked to be left alone until then (Retry-After).
        wait_until timestamptz,
        created_at timestamptz not null,
        created_by text not null,
        check (is_on = (off_because is null))
      );
      create index webhook_endpoint_product on webhook_endpoint (product_code);

      -- What requests to it are signed with. One that was replaced signs beside the newer one until it retires.
      create table webhook_secret (
        id uuid primary key,
        endpoint_id uuid not null references webhook_endpoint (id),
        secret bytea not null,
        sealed_with text not null,
        created_at timestamptz not null,
        retires_at timestamptz
      );
      create index webhook_secret_endpoint on webhook_secret (endpoint_id);

      -- What products were last told about a subscription. Where it stands otherwise now, there is something to tell.
      create table webhook_standing (
        account_id uuid not null,
        subscription_id uuid not null,
        state text not null check (state in ('trial', 'active', 'suspended', 'ended')),
        turn integer not null,
        primary key (account_id, subscription_id)
      ) with (fillfactor = 70);

      create table webhook_event (
        account_id uuid not null,
        -- The order of what happened to an account, which is the order it is told in.
        no integer not null check (no >= 1),
        -- The webhook-id of every request that tells of it.
        id uuid not null,
        key text not null,
        product_code text not null,
        type text not null,
        at timestamptz not null,
        data jsonb not null,
        primary key (account_id, no),
        unique (account_id, id),
        unique (account_id, key)
      );
      create index webhook_event_product on webhook_event (product_code, at);
      create index webhook_event_at on webhook_event (at);

      create table webhook_delivery (
        account_id uuid not null,
        no integer not null,
        endpoint_id uuid not null,
        event_id uuid not null,
        state text not null check (state in ('queued', 'delivered', 'dead')),
        -- Of the schedule it is on; sent again by hand, it begins anew.
        tries integer not null default 0,
        next_try_at timestamptz not null,
        -- Who is sending it, by the time of the machine: one process at a time.
        lease uuid,
        leased_until timestamptz,
        done_at timestamptz,
        primary key (account_id, no, endpoint_id)
      ) with (fillfactor = 70);
      create index webhook_delivery_due on webhook_delivery (endpoint_id, next_try_at) where state = 'queued';
      create index webhook_delivery_order on webhook_delivery (endpoint_id, account_id, no) where state = 'queued';
      create index webhook_delivery_dead on webhook_delivery (endpoint_id) where state = 'dead';
      create index webhook_delivery_event on webhook_delivery (endpoint_id, event_id);

      create table webhook_attempt (
        account_id uuid not null,
        id uuid not null,
        no integer not null,
        endpoint_id uuid not null,
        at timestamptz not null,
        took_ms integer not null,
        -- 'answered', or why there was no answer.
        outcome text not null,
        status integer,
        answer text,
        primary key (account_id, id)
      );
      create index webhook_attempt_delivery on webhook_attempt (account_id, no, endpoint_id);
      create index webhook_attempt_at on webhook_attempt (at);
    `);
  }

  /** Forward only. */
  async down(): Promise<void> {
    throw new Error('CreateWebhooks cannot be undone');
  }
}
