import { Injectable } from '@nestjs/common';
import { holdsFrom, isNewerVersion, versionInForce } from '@rocket/catalog';
import { Clock, dayOf, startOfDay } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { OfferVersionStore, type VersionAhead } from './offer-version.store';

const BATCH = 500;

/**
 * Takes sellers and accounts to the version of the offer that holds today. All of it is found by queries (declared − done),
 * so after a pause it is done late and once: accounts that were not told are told, newcomers too; whoever goes on using the
 * products past the day of a version told in time has accepted it (clause 11.1.5).
 */
@Injectable()
export class TakeUpOfferVersions {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly versions: OfferVersionStore,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    await this.tell(now);
    for (const { code, timeZone, offerVersion, versions } of await this.versions.bySeller(this.db.manager)) {
      const inForce = versionInForce(versions, dayOf(now, timeZone));
      if (inForce && inForce.version !== offerVersion)
        await this.versions.putInForce(this.db.manager, code, inForce.version);
    }
    const due = (await this.versions.ahead(this.db.manager, null)).filter((each) => isDue(each, now));
    for (const accountId of new Set(due.map((each) => each.accountId)))
      await withTransaction(this.db, (tx) => this.takeOver(tx, accountId, now));
  }

  /** Puts one account under the newest version that holds for it today; what it has not accepted it accepts by going on. */
  async takeOver(tx: EntityManager, accountId: string, now: Date): Promise<void> {
    const account = await this.accounts.lock(tx, accountId);
    let newest: VersionAhead | null = null;
    for (const each of await this.versions.ahead(tx, accountId)) {
      if (isDue(each, now) && (newest === null || isNewerVersion(each, newest))) newest = each;
    }
    if (newest === null) return;
    await this.versions.putUnder(tx, accountId, newest.version);
    const acceptance = { accountId, sellerCode: account.seller.code, version: newest.version };
    await this.versions.accept(tx, { ...acceptance, by: 'system:offer', act: 'continued_use' }, now);
  }

  /** The next instant at which a version takes effect for a seller or an account; null when none is ahead. */
  async nextDue(at: Date): Promise<Date | null> {
    const instants: Date[] = [];
    for (const { timeZone, versions } of await this.versions.bySeller(this.db.manager)) {
      for (const { effectiveFrom } of versions) instants.push(startOfDay(effectiveFrom, timeZone));
    }
    for (const each of await this.versions.ahead(this.db.manager, null)) {
      const from = holdsFrom(each);
      if (from !== null) instants.push(startOfDay(from, each.timeZone));
    }
    return instants
      .filter((instant) => instant > at)
      .reduce<Date | null>((next, instant) => (next === null || instant < next ? instant : next), null);
  }

  private async tell(now: Date): Promise<void> {
    for (let told = false; ; told = true) {
      const untold = await this.versions.untold(this.db.manager, BATCH);
      if (untold.length === 0) {
        if (told) this.waker.wake('notices');
        return;
      }
      const notices = untold.map(({ accountId, version, title, effectiveFrom }) => ({
        accountId,
        key: `offer_version:${version}`,
        kind: 'offer_version' as const,
        facts: { version, title, effectiveFrom },
      }));
      await this.notices.post(this.db.manager, notices, now);
    }
  }
}

const isDue = (ahead: VersionAhead, now: Date): boolean => {
  const from = holdsFrom(ahead);
  return from !== null && from <= dayOf(now, ahead.timeZone);
};
