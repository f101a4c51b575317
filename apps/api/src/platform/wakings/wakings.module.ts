import { BullModule, getQueueToken } from '@nestjs/bull';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Queue } from 'bull';
import type { AppConfig } from '../config';
import { BullWaker, queueName } from './bull-waker';
import { TimerWaker } from './timer-waker';
import { WAKE_TOPICS, Waker } from './waker';
import { Wakings } from './wakings';

/**
 * The job of a worker that died is given to another within fifteen seconds instead of Bull's sixty. Work never
 * keeps the process from renewing its lock for that long: what is long in it waits for the database.
 */
const SETTINGS = { lockDuration: 10_000, stalledInterval: 5_000 };

/** The one place that knows which of the two forms of `Waker` this process has. */
@Module({})
export class WakingsModule {
  static of(config: AppConfig, processing: boolean): DynamicModule {
    const base = { module: WakingsModule, global: true, exports: [Waker, Wakings] };
    const sweeping = !config.sandbox;
    if (!config.redisUrl) {
      const useFactory = (wakings: Wakings): Waker => new TimerWaker(wakings, sweeping);
      return { ...base, providers: [Wakings, { provide: Waker, inject: [Wakings], useFactory }] };
    }
    const useFactory = (wakings: Wakings, ...queues: Queue[]): Waker =>
      new BullWaker(new Map(WAKE_TOPICS.map((topic, at) => [topic, queues[at] as Queue])), wakings, {
        processing,
        sweeping,
      });
    const inject = [Wakings, ...WAKE_TOPICS.map((topic) => getQueueToken(queueName(topic)))];
    return {
      ...base,
      imports: [
        BullModule.forRoot({ url: config.redisUrl, settings: SETTINGS }),
        BullModule.registerQueue(...WAKE_TOPICS.map((topic) => ({ name: queueName(topic) }))),
      ],
      providers: [Wakings, { provide: Waker, inject, useFactory }],
    };
  }
}
