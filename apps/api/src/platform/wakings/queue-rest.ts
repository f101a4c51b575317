import { setTimeout as pause } from 'node:timers/promises';
import type { Queue } from 'bull';
import type { WakeTopic } from './waker';
import { within } from './within';

const LOOK_EVERY_MS = 10;
const ANSWER_WITHIN_MS = 2_000;
/** Longer than this no worker is quiet about anything that a sandbox holds. */
const PATIENCE_MS = 5_000;

interface Look {
  /** Topics with a job that waits or is being done. */
  readonly busy: readonly WakeTopic[];
  /** The same as before: nothing has moved. */
  readonly stamp: string;
}

/** Waits until the workers have done everything that was woken, and what that woke. For the sandbox. */
export class QueueRest {
  /** Woken by this process since all was last at rest. */
  private readonly expected = new Set<WakeTopic>();
  /** Jobs that nobody came for; their work has been done here. */
  private left = '';

  constructor(private readonly queues: ReadonlyMap<WakeTopic, Queue>) {}

  expect(topic: WakeTopic): void {
    this.expected.add(topic);
  }

  /**
   * Resolves when no queue holds a job, with no topics; or, when Redis is away, when there are no workers or when
   * nothing moves for five seconds, with the topics somebody has to do without them.
   */
  async whenThere(): Promise<WakeTopic[]> {
    let since = performance.now();
    for (let before = ''; ; await pause(LOOK_EVERY_MS)) {
      const look = await within(ANSWER_WITHIN_MS, this.look()).catch(() => null);
      if (look === null) return this.giveUp([], '');
      if (look.busy.length === 0) {
        this.expected.clear();
        return [];
      }
      if (look.stamp === this.left && this.expected.size === 0) return [];
      if (look.stamp !== before) since = performance.now();
      else if (performance.now() - since > PATIENCE_MS || (await this.hasNoWorker(look.busy)))
        return this.giveUp(look.busy, look.stamp);
      before = look.stamp;
    }
  }

  private giveUp(busy: readonly WakeTopic[], stamp: string): WakeTopic[] {
    const topics = [...new Set([...busy, ...this.expected])];
    this.expected.clear();
    this.left = stamp;
    return topics;
  }

  /** All queues in one look: taken one by one, a job could pass from one to another unseen. */
  private async look(): Promise<Look> {
    const queues = [...this.queues];
    const client = queues[0]?.[1].client;
    if (client?.status !== 'ready') throw new Error('Redis is not connected');
    const asked = queues.reduce(
      (multi, [, queue]) =>
        multi.llen(queue.toKey('wait')).llen(queue.toKey('active')).get(queue.toKey('id')),
      client.multi(),
    );
    const answers = ((await asked.exec()) ?? []).map(([error, value]) => {
      if (error) throw error;
      return Number(value);
    });
    const busy = queues.filter((_, at) => answers[at * 3]! + answers[at * 3 + 1]! > 0);
    return { busy: busy.map(([topic]) => topic), stamp: answers.join() };
  }

  private async hasNoWorker(topics: readonly WakeTopic[]): Promise<boolean> {
    const asked = topics.map((topic) => this.queues.get(topic)!.getWorkers());
    const found = await within(ANSWER_WITHIN_MS, Promise.all(asked)).catch(() => []);
    return !found.some((workers) => workers.length > 0);
  }
}
