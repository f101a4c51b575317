import { Injectable } from '@nestjs/common';
import type { WebhookDeliveryDto, WebhookOutcome, WebhookState, WebhookType } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

export interface DeliveryFilter extends PageRequest {
  readonly state?: WebhookState | undefined;
  readonly type?: WebhookType | undefined;
  readonly account?: string | undefined;
}

interface AttemptRow {
  readonly at: string;
  readonly took_ms: number;
  readonly outcome: WebhookOutcome;
  readonly status: number | null;
  readonly answer: string | null;
}

interface DeliveryRow {
  readonly event_id: string;
  readonly type: WebhookType;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
  readonly account_id: string;
  readonly account_name: string;
  readonly amocrm_account_id: string;
  readonly state: WebhookState;
  readonly tries: number;
  readonly next_try_at: Date;
  readonly done_at: Date | null;
  readonly attempts: AttemptRow[];
}

const SELECT = (
  most: number,
): string => `select d.event_id, v.type, v.at, v.data, d.account_id, a.name as account_name,
    a.amocrm_account_id, d.state, d.tries, d.next_try_at, d.done_at,
    (select coalesce(jsonb_agg(to_jsonb(l) order by l.id desc), '[]') from (
       select t.* from webhook_attempt t where t.account_id = d.account_id and t.no = d.no and t.endpoint_id = d.endpoint_id
        order by t.id desc limit ${most}) l) as attempts
  from webhook_delivery d
  join webhook_event v on v.account_id = d.account_id and v.no = d.no
  join account a on a.id = d.account_id`;
const MOST_ATTEMPTS = 50;

/** What an address was sent, for people. */
@Injectable()
export class WebhookLogStore {
  /** The newest first. */
  async list(tx: EntityManager, endpointId: string, filter: DeliveryFilter) {
    const rows: DeliveryRow[] = await tx.query(
      `${SELECT(1)} where d.endpoint_id = $1 and ($2::text is null or d.state = $2) and ($3::text is null or v.type = $3)
          and ($4::uuid is null or d.account_id = $4) and ($5::uuid is null or d.event_id < $5)
        order by d.event_id desc limit $6`,
      [
        endpointId,
        filter.state ?? null,
        filter.type ?? null,
        filter.account ?? null,
        cursorOf<[string]>(filter)?.[0] ?? null,
        limitOf(filter) + 1,
      ],
    );
    return pageOf(rows, filter, toDto, (row) => [row.event_id]);
  }

  async one(tx: EntityManager, endpointId: string, eventId: string) {
    const [row]: (DeliveryRow | undefined)[] = await tx.query(
      `${SELECT(MOST_ATTEMPTS)} where d.endpoint_id = $1 and d.event_id = $2`,
      [endpointId, eventId],
    );
    return row ? { view: toDto(row), event: row, attempts: row.attempts.map(attemptOf) } : null;
  }
}

const attemptOf = ({ at, took_ms, outcome, status, answer }: AttemptRow) => ({
  at: new Date(at).toISOString(),
  tookMs: took_ms,
  outcome,
  status,
  answer,
});

const toDto = (row: DeliveryRow): WebhookDeliveryDto => ({
  eventId: row.event_id,
  type: row.type,
  at: row.at.toISOString(),
  account: {
    id: row.account_id,
    name: row.account_name,
    amocrmAccountId: Number(row.amocrm_account_id),
  },
  state: row.state,
  tries: row.tries,
  nextTryAt: row.state === 'queued' ? row.next_try_at.toISOString() : null,
  doneAt: row.done_at?.toISOString() ?? null,
  last: row.attempts[0] ? attemptOf(row.attempts[0]) : null,
});
