import { Injectable, Logger } from '@nestjs/common';
import { apartFromActs } from '../acts/act';
import { forEverybody } from '../walls/whose-rows';
import type { WakeTopic } from './waker';

/** Does all the work of its topic that it finds, then returns. Several may run at once in several processes. */
export type WakeHandler = () => Promise<void>;

interface Registered {
  readonly handlers: WakeHandler[];
  everyMs: number;
}

const SOON_MS = 10;
/** Work that keeps making work is a bug; without a limit it would be a silent endless loop. */
const MOST_ROUNDS = 1_000;

/**
 * Who does what when woken, in this process. One topic never runs beside itself here: woken meanwhile, it runs
 * once more afterwards.
 */
@Injectable()
export class Wakings {
  private readonly log = new Logger('Wakings');
  private readonly registered = new Map<WakeTopic, Registered>();
  private readonly woken = new Set<WakeTopic>();
  private readonly running = new Map<WakeTopic, Promise<void>>();
  private timer: NodeJS.Timeout | null = null;
  private othersRest: () => Promise<void> = () => Promise.resolve();
  private closed = false;

  /** Handles a topic, and sweeps it every so many milliseconds in case a wake-up was lost. */
  register(topic: WakeTopic, handler: WakeHandler, everyMs: number): void {
    const known = this.registered.get(topic);
    if (known) {
      known.handlers.push(handler);
      known.everyMs = Math.min(known.everyMs, everyMs);
    } else this.registered.set(topic, { handlers: [handler], everyMs });
  }

  /** The topics this process handles, with the time between sweeps. */
  topics(): { topic: WakeTopic; everyMs: number }[] {
    return [...this.registered].map(([topic, { everyMs }]) => ({ topic, everyMs }));
  }

  /** Notes that a topic was woken and runs it a moment later, so that ten wake-ups make one run. */
  soon(topic: WakeTopic): void {
    if (this.closed) return;
    this.woken.add(topic);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.runWoken();
    }, SOON_MS);
  }

  /** `settle` waits for other processes by this; what they leave undone it notes. */
  whenOthersRest(wait: () => Promise<void>): void {
    this.othersRest = wait;
  }

  /** Notes that a topic was woken elsewhere; only `settle` runs it here. */
  note(topic: WakeTopic): void {
    this.woken.add(topic);
  }

  /** Runs a topic now. Called while it runs: once more afterwards. Failures are logged; the next sweep tries again. */
  async run(topic: WakeTopic): Promise<void> {
    const current = this.running.get(topic);
    if (current) {
      this.woken.add(topic);
      await current;
      if (!this.woken.has(topic)) return;
      return this.run(topic);
    }
    this.woken.delete(topic);
    const work = this.handle(topic).finally(() => this.running.delete(topic));
    this.running.set(topic, work);
    await work;
  }

  /** Runs what was woken, and what that wakes, until there is nothing left. The sandbox clock waits for it. */
  async settle(): Promise<void> {
    for (let round = 0; ; round += 1) {
      await this.othersRest();
      if (this.woken.size === 0 && this.running.size === 0) return;
      if (round === MOST_ROUNDS)
        throw new Error(`Wake-ups do not come to rest: ${[...this.woken].join(', ')}`);
      await Promise.all([...[...this.woken].map((topic) => this.run(topic)), ...this.running.values()]);
    }
  }

  /** This process was asked to leave: whoever works through a list takes nothing more of it, and hands back what it has taken. */
  get isLeaving(): boolean {
    return this.closed;
  }

  /** Takes no more wake-ups and waits for what runs. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.woken.clear();
    await Promise.all(this.running.values());
  }

  private runWoken(): void {
    for (const topic of [...this.woken]) void this.run(topic);
  }

  private async handle(topic: WakeTopic): Promise<void> {
    for (const handler of this.registered.get(topic)?.handlers ?? [])
      try {
        await apartFromActs(() => forEverybody(handler));
      } catch (error) {
        const { message, stack } = error instanceof Error ? error : new Error(String(error));
        this.log.error({ msg: `Work on ${topic} failed: ${message}`, topic, stack });
      }
  }
}
