import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WebhookEndpointDto, WebhookType } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { SealAnew } from '../platform/seal-anew';
import { SecretBox } from '../platform/secret-box';

export interface EndpointRecord {
  readonly id: string;
  readonly productCode: string;
  readonly url: string;
  readonly events: readonly WebhookType[];
  readonly isOn: boolean;
  readonly failingSince: Date | null;
}

export interface NewEndpoint {
  readonly id: string;
  readonly productCode: string;
  readonly url: string;
  readonly description: string | null;
  readonly events: readonly WebhookType[];
  readonly createdBy: string;
}

interface EndpointRow {
  readonly id: string;
  readonly product_code: string;
  readonly url: string;
  readonly description: string | null;
  readonly events: WebhookType[];
  readonly is_on: boolean;
  readonly off_because: 'by_hand' | 'gone' | null;
  readonly failing_since: Date | null;
  readonly needs_attention: boolean;
  readonly last_delivered_at: Date | null;
  readonly wait_until: Date | null;
  readonly created_at: Date;
  readonly waiting: number;
  readonly undelivered: number;
  readonly secrets: { readonly created: string; readonly retires: string | null }[];
}

/** So long an address may fail before a person is asked to look. */
const PATIENCE = '1 hour';
const purposeOf = (id: string): string => `webhook_secret/${id}`;
/** About an endpoint `e` at the instant $1. */
const NEEDS_ATTENTION = `(coalesce(e.off_because = 'gone', false)
  or coalesce(e.is_on and e.failing_since <= $1::timestamptz - interval '${PATIENCE}', false))`;
const COLUMNS = `e.*, ${NEEDS_ATTENTION} as needs_attention,
  (select count(*)::int from webhook_delivery d where d.endpoint_id = e.id and d.state = 'queued') as waiting,
  (select count(*)::int from webhook_delivery d where d.endpoint_id = e.id and d.state = 'dead') as undelivered,
  (select coalesce(jsonb_agg(jsonb_build_object('created', c.created_at, 'retires', c.retires_at) order by c.id desc), '[]')
     from webhook_secret c where c.endpoint_id = e.id and (c.retires_at is null or c.retires_at > $2)) as secrets`;

/** Addresses of products and what requests to them are signed with. Two clocks: secrets retire by that of the machine. */
@Injectable()
export class WebhookEndpointStore implements OnModuleInit {
  constructor(
    private readonly box: SecretBox,
    private readonly sealAnew: SealAnew,
  ) {}

  onModuleInit(): void {
    this.sealAnew.register({
      kept: 'webhook_secret.secret',
      id: ['id'],
      keyId: 'sealed_with',
      purpose: ([id]) => purposeOf(id!),
    });
  }

  async insert(tx: EntityManager, endpoint: NewEndpoint, now: Date): Promise<void> {
    const { id, productCode, url, description, events, createdBy } = endpoint;
    await tx.query(
      `insert into webhook_endpoint (id, product_code, url, description, events, is_on, created_at, created_by)
       values ($1, $2, $3, $4, $5, true, $6, $7)`,
      [id, productCode, url, description, events, now, createdBy],
    );
  }

  /** Locked until the transaction ends. @throws ApiError `not_found` */
  async lock(tx: EntityManager, productCode: string, id: string): Promise<EndpointRecord> {
    const [row]: (EndpointRow | undefined)[] = await tx.query(
      'select * from webhook_endpoint where product_code = $1 and id = $2 for no key update',
      [productCode, id],
    );
    return recordOf(row);
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, productCode: string, id: string): Promise<EndpointRecord> {
    const [row]: (EndpointRow | undefined)[] = await tx.query(
      'select * from webhook_endpoint where product_code = $1 and id = $2',
      [productCode, id],
    );
    return recordOf(row);
  }

  /** Sets the named columns. Column names come from code, never from a request. */
  async set(tx: EntityManager, id: string, values: Readonly<Record<string, unknown>>): Promise<void> {
    const names = Object.keys(values);
    if (names.length === 0) return;
    const assignments = names.map((name, at) => `${name} = $${at + 2}`).join(', ');
    await tx.query(`update webhook_endpoint set ${assignments} where id = $1`, [
      id,
      ...Object.values(values),
    ]);
  }

  /** As the API shows it. @throws ApiError `not_found` */
  async view(tx: EntityManager, id: string, at: Instants): Promise<WebhookEndpointDto> {
    const [row]: (EndpointRow | undefined)[] = await tx.query(
      `select ${COLUMNS} from webhook_endpoint e where e.id = $3`,
      [at.now, at.machine, id],
    );
    if (!row) throw notFound(NO_SUCH);
    return toDto(row);
  }

  /** Of one product, or of all those that need attention; the newest first. */
  async list(tx: EntityManager, productCode: string | null, request: PageRequest, at: Instants) {
    const rows: EndpointRow[] = await tx.query(
      `select ${COLUMNS} from webhook_endpoint e
        where (e.product_code = $3 or $3::text is null and ${NEEDS_ATTENTION}) and ($4::uuid is null or e.id < $4)
        order by e.id desc limit $5`,
      [at.now, at.machine, productCode, cursorOf<[string]>(request)?.[0] ?? null, limitOf(request) + 1],
    );
    return pageOf(rows, request, toDto, ({ id }) => [id]);
  }

  async countTroubles(tx: EntityManager, now: Date): Promise<number> {
    const [row] = await tx.query(
      `select count(*)::int as count from webhook_endpoint e where ${NEEDS_ATTENTION}`,
      [now],
    );
    return row.count;
  }

  async switchOff(tx: EntityManager, id: string, because: 'by_hand' | 'gone'): Promise<void> {
    await tx.query('update webhook_endpoint set is_on = false, off_because = $2 where id = $1', [
      id,
      because,
    ]);
  }

  async noteFailure(tx: EntityManager, id: string, now: Date, restUntil: Date | null): Promise<void> {
    await tx.query(
      `update webhook_endpoint set failing_since = coalesce(failing_since, $2), wait_until = greatest(wait_until, $3)
        where id = $1 and (failing_since is null or $3::timestamptz is not null)`,
      [id, now, restUntil],
    );
  }

  /** Written once a minute at most while all is well. Answers since when it had failed; null: it had not. */
  async noteDelivery(tx: EntityManager, id: string, now: Date): Promise<Date | null> {
    const rows: { failing_since: Date | null }[] = await tx.query(
      `with before as (select id, failing_since from webhook_endpoint where id = $1
          and (failing_since is not null or last_delivered_at is null or last_delivered_at < $2::timestamptz - interval '1 minute')),
       noted as (update webhook_endpoint e set failing_since = null, wait_until = null, last_delivered_at = $2
           from before where e.id = before.id)
       select failing_since from before`,
      [id, now],
    );
    return rows[0]?.failing_since ?? null;
  }

  async addSecret(
    tx: EntityManager,
    endpointId: string,
    id: string,
    secret: string,
    at: Date,
  ): Promise<void> {
    const { bytes, keyId } = this.box.seal(secret, purposeOf(id));
    await tx.query(
      'insert into webhook_secret (id, endpoint_id, secret, sealed_with, created_at) values ($1, $2, $3, $4, $5)',
      [id, endpointId, bytes, keyId, at],
    );
  }

  /** Those in use retire then, unless they retire sooner; those that have are forgotten. By the time of the machine. */
  async retireSecrets(tx: EntityManager, endpointId: string, until: Date, at: Date): Promise<void> {
    await tx.query('update webhook_secret set retires_at = least(retires_at, $2) where endpoint_id = $1', [
      endpointId,
      until,
    ]);
    await tx.query('delete from webhook_secret where endpoint_id = $1 and retires_at <= $2', [
      endpointId,
      at,
    ]);
  }

  /** What requests are signed with now, the newest first. */
  async secrets(tx: EntityManager, endpointId: string, at: Date): Promise<string[]> {
    const rows: { id: string; secret: Buffer; sealed_with: string }[] = await tx.query(
      `select id, secret, sealed_with from webhook_secret
        where endpoint_id = $1 and (retires_at is null or retires_at > $2) order by id desc`,
      [endpointId, at],
    );
    return rows.map((row) => this.box.open({ keyId: row.sealed_with, bytes: row.secret }, purposeOf(row.id)));
  }
}

/** The time of the books and the time of the machine (decision 0006). */
export interface Instants {
  readonly now: Date;
  readonly machine: Date;
}

const NO_SUCH = 'Такого адреса веб-хуков нет';

function recordOf(row: EndpointRow | undefined): EndpointRecord {
  if (!row) throw notFound(NO_SUCH);
  const { id, product_code: productCode, url, events, is_on: isOn, failing_since: failingSince } = row;
  return { id, productCode, url, events, isOn, failingSince };
}

const instantOf = (text: string): string => new Date(text).toISOString();

const toDto = (row: EndpointRow): WebhookEndpointDto => ({
  id: row.id,
  product: row.product_code,
  url: row.url,
  description: row.description,
  events: row.events,
  isOn: row.is_on,
  offBecause: row.off_because,
  failingSince: row.failing_since?.toISOString() ?? null,
  needsAttention: row.needs_attention,
  lastDeliveredAt: row.last_delivered_at?.toISOString() ?? null,
  waitUntil: row.wait_until?.toISOString() ?? null,
  waiting: row.waiting,
  undelivered: row.undelivered,
  secrets: row.secrets.map(({ created, retires }) => ({
    createdAt: instantOf(created),
    retiresAt: retires && instantOf(retires),
  })),
  createdAt: row.created_at.toISOString(),
});
