import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bull';
import { QueueRest } from './queue-rest';
import { HEARD_EVERYWHERE, WAKE_TOPICS, Waker, type WakeTopic } from './waker';
import type { Wakings } from './wakings';
import { within } from './within';

export const queueName = (topic: WakeTopic): string => `wake-${topic}`;

const JOB = 'wake';
const KEPT = { removeOnComplete: 100, removeOnFail: 100 };
const ADD_WITHIN_MS = 2_000;
const STOP_WITHIN_MS = 5_000;

/**
 * Wake-ups through Bull: a queue for each topic, jobs that carry nothing, repeatable jobs as sweeps. While
 * Redis is away this process does its own wake-ups, so work is late by a sweep and never lost.
 */
export class BullWaker extends Waker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Waker');
  private readonly adding = new Set<Promise<void>>();
  private readonly rest: QueueRest;
  private sweeps: NodeJS.Timeout[] = [];
  private away = false;

  constructor(
    private readonly queues: ReadonlyMap<WakeTopic, Queue>,
    private readonly wakings: Wakings,
    private readonly options: { readonly processing: boolean; readonly sweeping: boolean },
  ) {
    super();
    this.rest = new QueueRest(queues);
    for (const queue of queues.values()) queue.on('error', (error: Error) => this.noticeTrouble(error));
    // The sandbox answers when all has happened, in whichever process it happens.
    if (!options.sweeping) wakings.whenOthersRest(() => this.whenQueuesRest());
  }

  wake(topic: WakeTopic): void {
    if (HEARD_EVERYWHERE.has(topic)) this.wakings.soon(topic);
    this.rest.expect(topic);
    const added = this.tryToWake(topic).finally(() => this.adding.delete(added));
    this.adding.add(added);
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

  onApplicationBootstrap(): void {
    for (const { topic, everyMs } of this.wakings.topics()) {
      const queue = this.queues.get(topic);
      if (!queue) continue;
      if (HEARD_EVERYWHERE.has(topic)) queue.on('global:completed', () => this.wakings.soon(topic));
      // A Redis that forgot everything has to be told again, so it is told whenever it is there.
      whenever(queue, () => this.schedule(queue, this.options.sweeping ? everyMs : null));
      if (this.options.processing) this.process(queue, topic);
      if (this.options.sweeping) this.sweeps.push(setInterval(() => this.sweepAlone(topic), everyMs).unref());
    }
  }

  /** Takes no more jobs and waits for those under way, while there is still a database to do them with. */
  async beforeApplicationShutdown(): Promise<void> {
    this.sweeps.forEach((sweep) => clearInterval(sweep));
    const there = [...this.queues.values()].filter(({ client }) => client.status === 'ready');
    const paused = this.options.processing ? there.map((queue) => queue.pause(true)) : [];
    await within(STOP_WITHIN_MS, Promise.all(paused)).catch((error: unknown) => this.noticeTrouble(error));
    await this.wakings.close();
    await Promise.all(this.adding);
  }

  private process(queue: Queue, topic: WakeTopic): void {
    let isProcessing = false;
    // Asked to process while Redis is away, Bull gives up for ever.
    whenever(queue, async () => {
      if (isProcessing) return;
      isProcessing = true;
      await queue.process(JOB, 1, () => this.handle(topic));
    });
  }

  private async handle(topic: WakeTopic): Promise<void> {
    await this.wakings.run(topic);
    // What this work woke stands in its queue before the work counts as done: else all queues would look empty.
    await Promise.all(this.adding);
  }

  private async tryToWake(topic: WakeTopic): Promise<void> {
    const queue = this.queues.get(topic);
    try {
      if (queue?.client.status !== 'ready') throw new Error('Redis is not connected');
      await within(ADD_WITHIN_MS, this.add(queue));
      this.away = false;
    } catch (error) {
      this.noticeTrouble(error);
      this.wakings.soon(topic);
    }
  }

  private async add(queue: Queue): Promise<void> {
    // One that nobody has begun yet will find this work as well.
    if ((await queue.getWaitingCount()) === 0) await queue.add(JOB, {}, KEPT);
  }

  /** Makes the sweep of a queue the only one: an earlier version of us may have left another behind. */
  private async schedule(queue: Queue, everyMs: number | null): Promise<void> {
    try {
      for (const { key, every } of await queue.getRepeatableJobs())
        if (Number(every) !== everyMs) await queue.removeRepeatableByKey(key);
      if (everyMs !== null) await queue.add(JOB, {}, { ...KEPT, repeat: { every: everyMs } });
      this.away = false;
    } catch (error) {
      this.noticeTrouble(error);
    }
  }

  /** The sweep Bull would have started. */
  private sweepAlone(topic: WakeTopic): void {
    if (this.queues.get(topic)?.client.status !== 'ready') this.wakings.soon(topic);
  }

  /** What does not come to rest elsewhere is done here. */
  private async whenQueuesRest(): Promise<void> {
    await Promise.all(this.adding);
    for (const topic of await this.rest.whenThere()) this.wakings.note(topic);
  }

  private noticeTrouble(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (!this.away) this.log.warn(`Redis is away, this process wakes itself meanwhile: ${message}`);
    this.away = true;
  }
}

/** Does something as soon as Redis is there, and each time that it is there again. */
function whenever(queue: Queue, work: () => Promise<void>): void {
  const begin = (): void => void work().catch((error: unknown) => queue.emit('error', error));
  if (queue.client.status === 'ready') begin();
  queue.client.on('ready', begin);
}
