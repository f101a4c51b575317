import { Injectable } from '@nestjs/common';
import { bonusExpired } from '@rocket/billing';
import { Clock, dayOf, moneyText } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { GrantStore } from '../ledger/grant.store';
import { PostEntry } from '../subscriptions/post-entry';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { owedDate } from '../renewals/run-due-renewals';

const BATCH = 200;

/**
 * Writes down the rest of grants that have ended, each as one entry dated at its instant. Balances do not wait for it: an
 * ended grant counts for nothing from its instant on. An account whose renewals are late is left until they are done, for a
 * missed date may still be paid by a grant that was valid on it.
 */
@Injectable()
export class RecordExpiries {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly grants: GrantStore,
    private readonly postEntry: PostEntry,
    private readonly notices: NoticeStore,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    const left = new Set<string>();
    for (;;) {
      const ended = (await this.grants.ended(this.db.manager, now, BATCH + left.size)).filter(
        ({ id }) => !left.has(id),
      );
      if (ended.length === 0) return;
      for (const { id, accountId } of ended) {
        const isDone = await withTransaction(this.db, (tx) => this.expire(tx, accountId, id, now));
        if (!isDone) left.add(id);
      }
    }
  }

  /** Inside the caller's transaction, for a rest that came back to a grant after its end. */
  async expire(
    tx: EntityManager,
    accountId: string,
    grantId: string,
    now: Date,
    mayWait = true,
  ): Promise<boolean> {
    const account = await this.accounts.lock(tx, accountId);
    const { timeZone, currency } = account.seller;
    const isLate = account.nextDue !== null && account.nextDue <= owedDate(now, timeZone);
    if (mayWait && isLate && account.state !== 'terminated') return false;
    const grant = await this.grants.read(tx, grantId);
    if (grant.remaining === 0n || grant.expiresAt === null || grant.expiresAt > now) return true;
    const happenedAt = grant.expiries === 0 ? grant.expiresAt : now;
    const act = {
      happenedAt,
      businessDate: dayOf(happenedAt, timeZone),
      actor: 'system:expiry',
      reason: 'Срок бонуса истёк',
    };
    await this.postEntry.run(tx, accountId, bonusExpired(grant, grant.expiries, act), now);
    await this.grants.countExpiry(tx, accountId, grantId);
    const facts = { amount: moneyText(grant.remaining, currency), grantId };
    const key = `bonus_expired:${grantId}:${grant.expiries}`;
    await this.notices.post(tx, [{ accountId, key, kind: 'bonus_expired', facts }], now);
    return true;
  }
}
