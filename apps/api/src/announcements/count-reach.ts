import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { AnnouncementStore } from './announcement.store';

const MINUTE_MS = 60_000;
/** Counted again when it is older by this part of its age: a month is some hundred counts and not forty thousand. */
const PART_OF_AGE = 20;

/**
 * Keeps with each posted announcement how many accounts a letter reached and how many saw it, so that a list of many
 * announcements to twenty thousand accounts each counts nothing. People read for weeks: the kept count is never older than a
 * minute and a twentieth of the announcement's age, and bears its moment.
 */
@Injectable()
export class CountReach {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly announcements: AnnouncementStore,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (;;) {
      const due = await this.announcements.toCount(this.db.manager, now);
      if (!due) return;
      const next = nextCount(due.postedAt, now);
      await withTransaction(this.db, (tx) => this.announcements.keepReach(tx, due.id, now, next));
    }
  }
}

/** When a reach that is counted now is counted again. */
export const nextCount = (postedAt: Date, now: Date): Date =>
  new Date(now.getTime() + MINUTE_MS + Math.max(0, now.getTime() - postedAt.getTime()) / PART_OF_AGE);
