import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import { WAKE_TOPICS, Waker, type WakeTopic } from './waker';
import type { Wakings } from './wakings';

export const queueName = (topic: WakeTopic): string => `wake-${topic}`;

const JOB = 'wake';
const KEEP_LAST = 100;

/**
 * Wake-ups through Bull: a queue for each topic, jobs that carry nothing, repeatable jobs as sweeps. While
 * Redis is away this process does its own wake-ups, so work is late by a sweep and never lost.
 */
export class BullWaker extends Waker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Waker');
  private sweeps: NodeJS.Timeout[] = [];
  private away = false;

  constructor(
    private readonly queues: ReadonlyMap<WakeTopic, Queue>,
    private readonly wakings: Wakings,
    private readonly options: { readonly processing: boolean; readonly sweeping: boolean },
  ) {
    super();
    for (const queue of queues.values()) queue.on('error', (error: Error) => this.noticeTrouble(error));
  }

  wake(topic: WakeTopic): void {
    // In the sandbox the clock waits until all is quiet, so what was woken must also be known here.
    if (!this.options.sweeping) this.wakings.note(topic);
    void this.tryToWake(topic);
  }

  /** Whether Redis answers, for the readiness page. */
  async isThere(): Promise<boolean> {
    const queue = this.queues.get(WAKE_TOPICS[0]);
    if (queue?.client.status !== 'ready') return false;
    return within(1_000, queue.client.ping()).then(
      () => true,
      () => false,
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    const handled = this.wakings.topics();
    if (this.options.processing)
      for (const { topic } of handled)
        void this.queues.get(topic)?.process(JOB, 1, () => this.wakings.run(topic));
    if (!this.options.sweeping) return;
    for (const { topic, everyMs } of handled) {
      void this.schedule(topic, everyMs);
      this.sweeps.push(setInterval(() => this.sweepAlone(topic), everyMs).unref());
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.sweeps.forEach((sweep) => clearInterval(sweep));
    await this.wakings.close();
  }

  private async tryToWake(topic: WakeTopic): Promise<void> {
    const queue = this.queues.get(topic);
    if (queue?.client.status !== 'ready') {
      this.noticeTrouble(new Error('Redis is not connected'));
      return this.wakings.soon(topic);
    }
    try {
      await within(2_000, this.add(queue));
      this.away = false;
    } catch (error) {
      this.noticeTrouble(error instanceof Error ? error : new Error(String(error)));
      this.wakings.soon(topic);
    }
  }

  private add(queue: Queue): Promise<Job> {
    return queue.add(JOB, {}, { removeOnComplete: KEEP_LAST, removeOnFail: KEEP_LAST });
  }

  private async schedule(topic: WakeTopic, everyMs: number): Promise<void> {
    const queue = this.queues.get(topic);
    try {
      await queue?.add(
        JOB,
        {},
        { repeat: { every: everyMs }, removeOnComplete: KEEP_LAST, removeOnFail: KEEP_LAST },
      );
    } catch (error) {
      this.noticeTrouble(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The sweep Bull would have started. */
  private sweepAlone(topic: WakeTopic): void {
    if (this.queues.get(topic)?.client.status !== 'ready') this.wakings.soon(topic);
  }

  private noticeTrouble(error: Error): void {
    if (!this.away) this.log.warn(`Redis is away, this process wakes itself meanwhile: ${error.message}`);
    this.away = true;
  }
}

/** Gives up waiting after so many milliseconds: ioredis keeps commands until Redis is back, for ever if need be. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis did not answer in time')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
