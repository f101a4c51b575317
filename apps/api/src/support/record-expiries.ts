import { Injectable } from '@nestjs/common';
import { bonusExpired } from '@rocket/billing';
import { Clock, dayOf, moneyText } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { GrantStore, type GrantRecord } from '../ledger/grant.store';
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

  /** The rest of a grant at its end, in the caller's transaction. Answers false when late renewals may still use it. */
  private async expire(tx: EntityManager, accountId: string, grantId: string, now: Date): Promise<boolean> {
    const account = await this.accounts.lock(tx, accountId);
    const isLate = account.nextDue !== null && account.nextDue <= owedDate(now, account.seller.timeZone);
    if (isLate && account.state !== 'terminated') return false;
    const grant = await this.grants.read(tx, grantId);
    await this.write(tx, account, grant, grant.expiries === 0 ? grant.expiresAt : now, now);
    return true;
  }

  /**
   * Ends what is about to come back, or came back, to grants after their end, in the caller's transaction: `before` the
   * return, what was still there, dated at its end; after it, what returned, dated now: it was not there in between.
   */
  async endReturned(
    tx: EntityManager,
    accountId: string,
    grantIds: Iterable<string>,
    now: Date,
    when: 'before' | 'after',
  ): Promise<void> {
    const account = await this.accounts.lock(tx, accountId);
    for (const grantId of grantIds) {
      const grant = await this.grants.read(tx, grantId);
      const isFirst = when === 'before' && grant.expiries === 0;
      await this.write(tx, account, grant, isFirst ? grant.expiresAt : now, now);
    }
  }

  private async write(
    tx: EntityManager,
    { id: accountId, seller }: AccountRecord,
    grant: GrantRecord,
    happenedAt: Date | null,
    now: Date,
  ): Promise<void> {
    const hasEnded = grant.expiresAt !== null && grant.expiresAt <= now;
    if (!hasEnded || happenedAt === null || grant.remaining === 0n) return;
    const act = {
      happenedAt,
      businessDate: dayOf(happenedAt, seller.timeZone),
      actor: 'system:expiry',
      reason: 'Срок бонуса истёк',
    };
    await this.postEntry.run(tx, accountId, bonusExpired(grant, grant.expiries, act), now);
    await this.grants.countExpiry(tx, accountId, grant.id);
    const facts = { amount: moneyText(grant.remaining, seller.currency), grantId: grant.id };
    const key = `bonus_expired:${grant.id}:${grant.expiries}`;
    await this.notices.post(tx, [{ accountId, key, kind: 'bonus_expired', facts }], now);
  }
}
