import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { ProductDatabase } from '../platform/product-database';

const CHANNEL = 'entitlement';
const OPEN_WITHIN_MS = 5_000;
const CONFIRM_WITHIN_MS = 1_000;
const OPEN_AGAIN_AFTER_MS = 250;
const BEAT_MS = 1_000;
const PROOF = { name: 'prove_feed', text: `select pg_notify('${CHANNEL}', $1)` };

/** Something that remembers rows and has to hear when they change. */
export interface Listener {
  /** `account:<id>,<id>…`, `keys`, `signing` or `all`, as the triggers of migration 20261121140200 say it. */
  hear(change: string): void;
  /** Nothing is heard any more; all that was remembered was true at `at`, in milliseconds. */
  lose(at: number): void;
}

interface Turn {
  /** When the first of those who wait for it came. */
  readonly at: number;
  readonly answer: Promise<boolean>;
  readonly settle: (isConfirmed: boolean) => void;
}

/**
 * Hears of every change of what answers to products are made of, and can tell that it has heard of all of them (decision 0016).
 *
 * PostgreSQL hands a listening connection whatever was committed before a question of its own was answered. So one empty question
 * after a request has come proves that memory is as new as the tables were at that moment, whichever process wrote them. Requests
 * that come together share one.
 */
@Injectable()
export class ChangeFeed implements BeforeApplicationShutdown {
  /** Rises whenever changes may have been missed: what was remembered before is not known to be true any more. */
  epoch = 0;
  private readonly log = new Logger('ChangeFeed');
  private readonly listeners: Listener[] = [];
  private client: pg.Client | null = null;
  private isOpening = false;
  private isAsking = false;
  private triedAt = 0;
  private confirmedAt = 0;
  private waiting: Turn | null = null;
  private asked: Turn | null = null;
  private beat: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(
    private readonly config: AppConfig,
    private readonly db: ProductDatabase,
    private readonly clock: WallClock,
  ) {}

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Whether everything committed before this call has been heard; `now` in milliseconds. False: ask the database. */
  confirm(now: number): Promise<boolean> {
    if (!this.client) {
      this.openSoon();
      return Promise.resolve(false);
    }
    if (!this.waiting) {
      let settle!: (isConfirmed: boolean) => void;
      const answer = new Promise<boolean>((done) => (settle = done));
      this.waiting = { answer, settle, at: now };
      if (!this.isAsking) {
        this.isAsking = true;
        // After every request that came in this turn of the loop.
        setImmediate(() => this.ask());
      }
    }
    return this.waiting.answer;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    if (this.beat) clearInterval(this.beat);
    const { client } = this;
    this.lose();
    await client?.end().catch(() => undefined);
  }

  /** Also when nobody asks, so that what is remembered is dated to the second when changes are not heard any more. */
  private async keepUp(): Promise<void> {
    await this.confirm((await this.clock.now()).getTime());
  }

  private ask(): void {
    const turn = this.waiting;
    const { client } = this;
    if (!turn || !client || this.asked) {
      this.isAsking = this.asked !== null;
      return;
    }
    this.waiting = null;
    this.asked = turn;
    // There is no shorter question than an empty one.
    client.query('', (error) => {
      if (client !== this.client) return;
      if (error) return this.lose(client);
      this.confirmedAt = turn.at;
      this.asked = null;
      turn.settle(true);
      if (this.waiting) this.ask();
      else this.isAsking = false;
    });
  }

  private openSoon(): void {
    const now = performance.now();
    if (
      !this.config.productMemory ||
      this.isOpening ||
      this.isClosed ||
      now - this.triedAt < OPEN_AGAIN_AFTER_MS
    )
      return;
    this.isOpening = true;
    this.triedAt = now;
    this.beat ??= setInterval(() => void this.keepUp(), BEAT_MS).unref();
    void this.open().finally(() => (this.isOpening = false));
  }

  private async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      options: this.db.session,
      application_name: 'rocket-market changes',
      connectionTimeoutMillis: OPEN_WITHIN_MS,
      query_timeout: CONFIRM_WITHIN_MS,
      keepAlive: true,
    });
    const heard = new Set<string>();
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    client.on('notification', ({ payload = '' }) => {
      heard.add(payload);
      if (client === this.client) for (const listener of this.listeners) listener.hear(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      // A pooler in between would take LISTEN and never tell anything: what is not proven is not relied on.
      const proof = `proof:${randomUUID()}`;
      await this.db.rows(PROOF, [proof]);
      await client.query('');
      if (!heard.has(proof)) throw new Error('it takes LISTEN and tells nothing');
      if (this.isClosed) throw new Error('closing');
      this.confirmedAt = (await this.clock.now()).getTime();
      this.epoch += 1;
      this.client = client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!this.isClosed)
        this.log.warn(
          `Changes are not heard, answers come from the database: ${error instanceof Error ? error.message : String(error)}`,
        );
    }
  }

  /** Whoever waits is told to ask the database; what was remembered counts as true until the last proof. */
  private lose(lost: pg.Client | null = this.client): void {
    if (!lost || lost !== this.client) return;
    this.client = null;
    this.isAsking = false;
    this.epoch += 1;
    for (const listener of this.listeners) listener.lose(this.confirmedAt);
    const turns = [this.asked, this.waiting];
    this.asked = this.waiting = null;
    for (const turn of turns) turn?.settle(false);
    if (!this.isClosed) {
      this.log.warn('Changes are not heard any more, answers come from the database');
      lost.end().catch(() => undefined);
    }
  }
}
