import { Injectable } from '@nestjs/common';
import { Clock, addMonths, dayOf, localDate, startOfDay } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { PartnershipStore, isToTell } from './partnership.store';
import { TellMonth } from './tell-month';

/** Tells every partner what a month that is over has earned, once: work due is the months that are over less those told. */
@Injectable()
export class RewardPartners {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly partnerships: PartnershipStore,
    private readonly tellMonth: TellMonth,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const accountId of await this.partnerships.due(this.db.manager, now)) {
      // After a long rest several months are over: each is told.
      while (await this.tellNext(accountId, now));
    }
  }

  /** The next instant after `at` at which a month of some partner is over. */
  async nextDue(at: Date): Promise<Date | null> {
    const ends = await this.partnerships.nextEnds(this.db.manager);
    return ends
      .map(({ on, timeZone }) => startOfDay(localDate(on), timeZone))
      .filter((instant) => instant > at)
      .reduce<Date | null>((next, each) => (next === null || each < next ? each : next), null);
  }

  /** False when no month of this partner is over and untold. */
  private async tellNext(accountId: string, now: Date): Promise<boolean> {
    const isTold = await withTransaction(this.db, async (tx) => {
      const { seller } = await this.accounts.lock(tx, accountId);
      const partnership = await this.partnerships.read(tx, accountId);
      const isOver = addMonths(partnership.nextMonth, 1) <= dayOf(now, seller.timeZone);
      if (!isOver || !isToTell(partnership)) return false;
      await this.tellMonth.within(tx, partnership, seller, now);
      return true;
    });
    if (isTold) this.waker.wake('notices');
    return isTold;
  }
}
