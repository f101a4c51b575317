import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WallClock } from './clock';
import { IdempotencyStore } from './idempotency/idempotency.store';
import { RequestMadeStore } from './idempotency/request-made.store';
import { IdentityStore } from './identity/identity.store';
import { SealAnew } from './seal-anew';

const EVERY_MS = 3600_000;

/**
 * Throws away what has run out (sessions, links, kept answers, what requests made) and seals secrets with the newest key. Nothing depends on it
 * but the size of tables and the life of old keys.
 */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Housekeeping');
  private timer: NodeJS.Timeout | null = null;
  private sealing: Promise<void> | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly identity: IdentityStore,
    private readonly requests: IdempotencyStore,
    private readonly requestsMade: RequestMadeStore,
    private readonly clock: WallClock,
    private readonly sealAnew: SealAnew,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.sweep();
    this.timer = setInterval(() => void this.sweep(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.sealAnew.stop();
    await this.sealing;
  }

  async sweep(): Promise<void> {
    try {
      const now = await this.clock.now();
      await this.identity.sweep(this.db, now);
      await this.requests.sweep(now);
      await this.requestsMade.sweep();
      // A key is changed by a restart: what the old one sealed need not wait an hour. Nobody waits for it: there may be much.
      this.sealing = this.sealAnew
        .run()
        .catch((error: unknown) => this.log.warn(`Sealing anew failed: ${reasonOf(error)}`));
    } catch (error) {
      this.log.warn(`Sweep failed: ${reasonOf(error)}`);
    }
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
