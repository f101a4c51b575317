import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ActivityStore, type ActivityKind } from './activity.store';

const HOUR_MS = 3_600_000;
/** Accounts remembered by a process; more than that, and it forgets them all and asks the database again. */
const MOST_REMEMBERED = 50_000;

/**
 * Notes that customers are there, beside what they came for: an account is written at most once an hour by a process and once a
 * day in all, and a failure to note fails nothing.
 */
@Injectable()
export class NoteActivity {
  private readonly log = new Logger(NoteActivity.name);
  /** The hour in which each account was last noted. */
  private readonly noted = new Map<string, number>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly store: ActivityStore,
  ) {}

  async run(accountIds: readonly string[], kind: Extract<ActivityKind, 'visit' | 'usage'>): Promise<void> {
    try {
      const now = await this.clock.now();
      const hour = Math.floor(now.getTime() / HOUR_MS);
      const fresh = [...new Set(accountIds)].filter((id) => this.noted.get(id) !== hour);
      if (fresh.length === 0) return;
      await this.store.note(this.db, fresh, kind, now);
      if (this.noted.size > MOST_REMEMBERED) this.noted.clear();
      for (const id of fresh) this.noted.set(id, hour);
    } catch (error) {
      this.log.warn({ msg: 'Activity was not noted', because: String(error) });
    }
  }
}
