import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Waker } from './wakings/waker';
import { BullWaker } from './wakings/bull-waker';

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** Whether this process should be sent requests, and what each thing it needs says. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  private stopping = false;

  constructor(
    private readonly db: DataSource,
    private readonly waker: Waker,
  ) {}

  get isStopping(): boolean {
    return this.stopping;
  }

  /** Said before anything is closed, so that a balancer looks elsewhere while requests under way end. */
  stop(): void {
    this.stopping = true;
  }

  beforeApplicationShutdown(): void {
    this.stop();
  }

  async report(): Promise<ReadinessReport> {
    if (this.stopping) return { ready: false, checks: { process: 'stopping' } };
    const database = await this.database();
    const migrations = database === 'ok' ? await this.migrations() : 'unknown';
    const redis: Record<string, string> =
      this.waker instanceof BullWaker ? { redis: await redisWord(this.waker) } : {};
    // Without Redis work is late, not lost: requests are still served.
    return { ready: database === 'ok' && migrations === 'ok', checks: { database, migrations, ...redis } };
  }

  private async database(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve('no answer in 2 s'), 2_000);
    });
    const asked = this.db.query('select 1').then(
      () => 'ok',
      () => 'unavailable',
    );
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }

  private migrations(): Promise<string> {
    return this.db.showMigrations().then(
      (pending) => (pending ? 'pending' : 'ok'),
      () => 'unavailable',
    );
  }
}

const redisWord = async (waker: BullWaker): Promise<string> =>
  (await waker.isThere()) ? 'ok' : 'unavailable: this process wakes itself';
