import { Injectable, Logger } from '@nestjs/common';
import { Clock, DomainError } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { SellerStore } from '../sellers/seller.store';
import { AnnouncementStore, effectiveOf, type AnnouncementRow } from './announcement.store';
import { assertToldInTime } from './lead-time';
import { announcementFacts } from './write-announcement';

/** One statement each: twenty thousand accounts are twenty of them. */
const BATCH = 1000;
/** By so much an announcement may go out after its minute before its time is counted anew. */
const LATE_MS = 10 * 60_000;

/**
 * Posts announcements whose time has come: work due is a query, and every account is told once, by its key. A batch commits
 * by itself, so a process that dies half-way is carried on where it was. One that comes too late for what the offer promises
 * (an outage of ours) is held and tells nobody: staff decide.
 */
@Injectable()
export class PostDueAnnouncements {
  private readonly log = new Logger(PostDueAnnouncements.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly announcements: AnnouncementStore,
    private readonly sellers: SellerStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const id of await this.announcements.due(this.db.manager, now)) {
      let told = 0;
      for (;;) {
        const batch = await withTransaction(this.db, (tx) => this.tellSome(tx, id, now));
        told += batch;
        if (batch > 0) this.waker.wake('notices');
        if (batch < BATCH) break;
      }
      if (told > 0) this.waker.wake('mail');
    }
  }

  nextDue(after: Date): Promise<Date | null> {
    return this.announcements.nextDue(this.db.manager, after);
  }

  /** How many accounts this batch told; fewer than a whole one when there are no more. */
  private async tellSome(tx: EntityManager, id: string, now: Date): Promise<number> {
    const row = await this.announcements.claim(tx, id);
    if (!row) return 0;
    const seller = await this.sellers.read(tx, row.seller_code);
    const because = row.state === 'scheduled' ? this.tooLate(row, seller, now) : null;
    if (because !== null) {
      this.log.warn({ msg: 'An announcement came too late and was held', announcement: id, because });
      await this.announcements.hold(tx, id, because);
      return 0;
    }
    const accounts = await this.announcements.reached(tx, row.audience, row.told_to, BATCH);
    const effective = effectiveOf(row);
    const notices = accounts.map(({ id: accountId, name, subdomain, products }): NewNotice => {
      const to = { account: name, subdomain, seller: seller.name, products, effective };
      const people = row.audience.people === 'administrators' ? { people: 'administrators' } : {};
      return {
        accountId,
        key: `announcement:${id}`,
        kind: row.kind,
        facts: { ...announcementFacts(row.texts, to), ...people },
        announcementId: id,
      };
    });
    await this.notices.post(tx, notices, now);
    const isLast = accounts.length < BATCH;
    await this.announcements.told(tx, id, {
      accounts: accounts.length,
      toldTo: accounts.at(-1)?.id ?? null,
      postedAt: isLast ? now : null,
    });
    return accounts.length;
  }

  private tooLate(
    row: AnnouncementRow,
    seller: Parameters<typeof assertToldInTime>[1],
    now: Date,
  ): string | null {
    const isPunctual = now.getTime() - row.post_at.getTime() <= LATE_MS;
    try {
      assertToldInTime(row.kind, seller, isPunctual ? row.post_at : now, effectiveOf(row));
      return null;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [error.message, ...error.errors.map(({ message }) => message)].join('. ');
    }
  }
}
