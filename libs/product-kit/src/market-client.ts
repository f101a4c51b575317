import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CountedEvent, CountedUsage, Entitlement, NamedUsage, Usage } from './answers.ts';
import { machineNow, type Now } from './kit-clock.ts';
import { MarketUnreachable, refusalOf } from './problem.ts';

export interface MarketClientOptions {
  /** Where the market is: `https://market.example`. */
  readonly origin: string;
  /** The product's key, `rmp_…`. It is a secret of the back end: never send it to a browser. */
  readonly key: string;
  /** How long one attempt may take, milliseconds: 3000 unless told. */
  readonly timeout?: number;
  /** How often a call that may be repeated is tried: 2 unless told. */
  readonly attempts?: number;
  readonly fetch?: typeof fetch;
  readonly now?: Now;
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

const FIRST_PAUSE_MS = 100;
/** Longer than this nobody waits inside one call: it is said with `retryAfter`. */
const LONGEST_PAUSE_S = 2;

/**
 * The market's doors for products, typed. Every call may be repeated safely: what counts carries a key.
 *
 * Throws `MarketRefused` when the market refused, `MarketUnreachable` when there was no answer after all attempts.
 */
export class MarketClient {
  readonly origin: string;
  private readonly attempts: number;
  private readonly timeout: number;
  private readonly key: string;
  private readonly fetch: typeof fetch;
  private readonly now: Now;

  constructor(options: MarketClientOptions) {
    this.origin = new URL(options.origin).origin;
    this.key = options.key;
    this.timeout = options.timeout ?? 3000;
    this.attempts = options.attempts ?? 2;
    this.fetch = options.fetch ?? fetch;
    this.now = options.now ?? machineNow;
  }

  /** May this account of amoCRM use the product? */
  entitlement(account: number): Promise<Entitlement> {
    return this.ask({ method: 'GET', path: `/entitlements?account=${account}` });
  }

  /** Counts one use. `key` names it for ever; without one a repeated call of yours counts again. */
  recordUsage(usage: Usage, key: string = randomUUID()): Promise<CountedUsage> {
    const body = { ...usage, at: (usage.at ?? this.now()).toISOString() };
    return this.ask({ method: 'POST', path: '/usage', body, idempotencyKey: key });
  }

  /** Counts up to 1000 events and answers for each, in their order. */
  async recordUsageBatch(events: readonly NamedUsage[]): Promise<readonly CountedEvent[]> {
    const body = { events: events.map((event) => ({ ...event, at: event.at.toISOString() })) };
    const { items } = await this.ask<{ items: CountedEvent[] }>({
      method: 'POST',
      path: '/usage/batch',
      body,
    });
    return items;
  }

  private async ask<Answer>(call: Call): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.askOnce<Answer>(call);
      } catch (error) {
        if (!(error instanceof MarketUnreachable) || attempt >= this.attempts) throw error;
        if ((error.retryAfter ?? 0) > LONGEST_PAUSE_S) throw error;
        await pause(error.retryAfter ? error.retryAfter * 1000 : FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  private async askOnce<Answer>({ method, path, body, idempotencyKey }: Call): Promise<Answer> {
    try {
      const response = await this.fetch(`${this.origin}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        // A redirect would carry the key to somebody else.
        redirect: 'error',
        signal: AbortSignal.timeout(this.timeout),
      });
      if (!response.ok) throw await refusalOf(response);
      return (await response.json()) as Answer;
    } catch (error) {
      if (error instanceof Error && /^Market(Refused|Unreachable)$/.test(error.name)) throw error;
      throw new MarketUnreachable(`No answer from ${this.origin}`, null, { cause: error });
    }
  }
}
