import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CountedEvent, NamedUsage, Usage } from './answers.ts';
import { holdDirectory } from './directory-lock.ts';
import { machineNow, type Now } from './kit-clock.ts';
import type { MarketClient } from './market-client.ts';
import { MarketRefused } from './problem.ts';
import { UsageJournal } from './usage-journal.ts';

export interface UsageBufferOptions {
  readonly market: MarketClient;
  /** A folder of this process alone. */
  readonly directory: string;
  /** How often what has gathered is sent, milliseconds: 5000 unless told; 0 sends only by `flush`. */
  readonly every?: number;
  /** The most that may wait on disk, bytes: 256 MiB unless told. */
  readonly mostBytes?: number;
  /** An event that the market will not count, with its reason: over a limit, a product not connected. */
  readonly onRefused?: (event: NamedUsage, reason: { code: string; detail: string }) => void;
  /** A round that got no answer: what waits is tried again, with growing pauses. */
  readonly onTrouble?: (trouble: unknown) => void;
  readonly now?: Now;
}

export interface Sent {
  /** Events the market has answered for. */
  readonly answered: number;
  /** Of these, not counted. */
  readonly refused: number;
}

const BATCH = 1000;
const LONGEST_PAUSE_MS = 60_000;
const QUANTITY = /^\d{1,12}(\.\d{1,9})?$/;

/**
 * Usage that is never lost and never counted twice: an event is on disk before `add` resolves, sent in batches, and forgotten
 * only when the market has answered for it. A crash between the two sends it again under the same key.
 */
export class UsageBuffer {
  private sending: Promise<Sent> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private failures = 0;
  private isOpen = true;

  private constructor(
    private readonly options: UsageBufferOptions,
    private readonly journal: UsageJournal,
    private readonly letGo: () => Promise<void>,
    private readonly now: Now,
  ) {}

  /** @throws DirectoryInUse when another process holds the folder */
  static async open(options: UsageBufferOptions): Promise<UsageBuffer> {
    const now = options.now ?? machineNow;
    const letGo = await holdDirectory(options.directory, now);
    const journal = await UsageJournal.open(options.directory, options.mostBytes ?? 256 * 1024 * 1024);
    const buffer = new UsageBuffer(options, journal, letGo, now);
    buffer.plan();
    return buffer;
  }

  /**
   * Answers the key of the event when it is safe on disk.
   *
   * @throws RangeError for what the market could never count · UsageJournalFull
   */
  async add(usage: Usage, key: string = randomUUID()): Promise<string> {
    const { account, unit, quantity, at = this.now() } = usage;
    assertCountable(usage, at);
    await this.journal.append(JSON.stringify({ account, unit, quantity, at: at.toISOString(), key }));
    return key;
  }

  /**
   * Sends what has gathered until then. One round at a time; a call during a round waits for it and begins the next.
   *
   * @throws MarketUnreachable or MarketRefused (a revoked key, too many requests): everything unanswered stays on disk
   */
  async flush(): Promise<Sent> {
    while (this.sending) await this.sending.catch(() => undefined);
    this.sending = this.sendClosed();
    try {
      return await this.sending;
    } finally {
      this.sending = null;
    }
  }

  /** Ends the rounds; what was not sent is sent by the next life of this process. */
  async close(): Promise<void> {
    this.isOpen = false;
    if (this.timer) clearTimeout(this.timer);
    await this.sending?.catch(() => undefined);
    await this.journal.close();
    await this.letGo();
  }

  private async sendClosed(): Promise<Sent> {
    let answered = 0;
    let refused = 0;
    for (const name of await this.journal.closed()) {
      const events = await this.eventsOf(name);
      for (let from = 0; from < events.length; from += BATCH) {
        const batch = events.slice(from, from + BATCH);
        const answers = await this.send(batch);
        answered += batch.length;
        for (const [index, { accepted, code, detail }] of answers.entries()) {
          if (accepted || code === null) continue;
          refused += 1;
          this.options.onRefused?.(batch[index]!, { code, detail: detail ?? code });
        }
      }
      await this.journal.forget(name);
    }
    return { answered, refused };
  }

  /** One event the market cannot read must not hold up the others: a batch it refuses whole is halved down to it. */
  private async send(batch: readonly NamedUsage[]): Promise<CountedEvent[]> {
    try {
      return [...(await this.options.market.recordUsageBatch(batch))];
    } catch (error) {
      const isUnreadable = error instanceof MarketRefused && [400, 413, 422].includes(error.status);
      if (!isUnreadable) throw error;
      if (batch.length === 1) return [await this.setAside(batch[0]!, error)];
      const middle = Math.ceil(batch.length / 2);
      return [...(await this.send(batch.slice(0, middle))), ...(await this.send(batch.slice(middle)))];
    }
  }

  /** A line that a failing disk has damaged is set aside: it must not hold up the others either. */
  private async eventsOf(name: string): Promise<NamedUsage[]> {
    const events: NamedUsage[] = [];
    for (const line of await this.journal.lines(name)) {
      const event = eventOf(line);
      if (event) events.push(event);
      else await this.writeAside(line);
    }
    return events;
  }

  private async setAside(event: NamedUsage, { code, message }: MarketRefused): Promise<CountedEvent> {
    await this.writeAside(JSON.stringify({ ...event, code, detail: message }));
    return { key: event.key, accepted: false, used: null, limit: null, code, detail: message };
  }

  private writeAside(line: string): Promise<void> {
    return appendFile(join(this.options.directory, 'unreadable.ndjson'), `${line}\n`, { mode: 0o600 });
  }

  private plan(): void {
    const { every = 5000 } = this.options;
    if (every === 0 || !this.isOpen) return;
    const pause = Math.min(every * 2 ** this.failures, Math.max(every, LONGEST_PAUSE_MS));
    this.timer = setTimeout(() => void this.round(), pause);
    this.timer.unref();
  }

  private async round(): Promise<void> {
    try {
      await this.flush();
      this.failures = 0;
    } catch (error) {
      this.failures = Math.min(this.failures + 1, 10);
      this.options.onTrouble?.(error);
    }
    this.plan();
  }
}

function eventOf(line: string): NamedUsage | null {
  try {
    const event = JSON.parse(line) as Omit<NamedUsage, 'at'> & { at: string };
    return { ...event, at: new Date(event.at) };
  } catch {
    return null;
  }
}

function assertCountable({ account, unit, quantity }: Usage, at: Date): void {
  if (!Number.isSafeInteger(account) || account < 1) throw new RangeError('account: a number of amoCRM');
  if (unit.length < 1 || unit.length > 60) throw new RangeError('unit: 1 to 60 characters');
  if (!QUANTITY.test(String(quantity)))
    throw new RangeError('quantity: not negative, up to nine digits after the point');
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a time');
}
