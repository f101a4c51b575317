import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Waker, type WakeTopic } from './waker';
import type { Wakings } from './wakings';

/**
 * Wake-ups without Redis: timers of this process. In the sandbox nothing sweeps: there the clock, when it is
 * moved, does what would have happened.
 */
export class TimerWaker extends Waker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private sweeps: NodeJS.Timeout[] = [];

  constructor(
    private readonly wakings: Wakings,
    private readonly sweeping: boolean,
  ) {
    super();
  }

  wake(topic: WakeTopic): void {
    this.wakings.soon(topic);
  }

  onApplicationBootstrap(): void {
    if (!this.sweeping) return;
    this.sweeps = this.wakings
      .topics()
      .map(({ topic, everyMs }) => setInterval(() => this.wakings.soon(topic), everyMs).unref());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.sweeps.forEach((sweep) => clearInterval(sweep));
    await this.wakings.close();
  }
}
