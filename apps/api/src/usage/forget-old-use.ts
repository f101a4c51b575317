import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { REMEMBERED_DAYS } from './product-meter';
import { ReservationStore } from './reservation.store';
import { UsageStore } from './usage.store';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** So few at a time that nobody notices. */
const BITE = 5_000;
/** In an hour: more than comes in one at a hundred events a second. */
const MOST_BITES = 100;
/** A reservation may be confirmed late, and its confirmation sent again, for so long after its time is over. */
const RESERVATIONS_DAYS = 30;

/**
 * Throws away events that nobody can send again: an event may come `REMEMBERED_DAYS` late, so it is remembered a day longer
 * than that, and an older one is refused. What was counted stays counted: counters are kept. Nothing depends on when this runs.
 */
@Injectable()
export class ForgetOldUse implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('ForgetOldUse');
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly usage: UsageStore,
    private readonly reservations: ReservationStore,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS).unref();
  }

  beforeApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    try {
      const now = (await this.clock.now()).getTime();
      await inBites(() => this.usage.forget(this.db, new Date(now - (REMEMBERED_DAYS + 1) * DAY_MS), BITE));
      await inBites(() =>
        this.reservations.forget(this.db, new Date(now - RESERVATIONS_DAYS * DAY_MS), BITE),
      );
    } catch (error) {
      this.log.warn(`Sweep failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

async function inBites(bite: () => Promise<number>): Promise<void> {
  for (let nth = 0; nth < MOST_BITES; nth += 1) if ((await bite()) < BITE) return;
}
