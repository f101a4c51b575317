import { Injectable } from '@nestjs/common';
import { billingError, planClosing } from '@rocket/billing';
import type { SubscriptionDto } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { CarryOutPlans } from './carry-out-plans';
import { SettleAccount } from './settle-account';
import { SnapshotStore } from './snapshot.store';
import { SubscriptionStore } from './subscription.store';

/**
 * Ends the use of a product at once; nothing is credited, and metered use is posted as far as the balance reaches.
 * It may be connected again the same day, at today's price.
 */
@Injectable()
export class EndSubscription {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly snapshots: SnapshotStore,
    private readonly plans: CarryOutPlans,
    private readonly settle: SettleAccount,
    private readonly notices: NoticeStore,
  ) {}

  async run(accountId: string, id: string, actor: string): Promise<SubscriptionDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, (tx) => this.within(tx, accountId, id, actor, now));
  }

  /** The same in somebody's transaction. */
  async within(
    tx: EntityManager,
    accountId: string,
    id: string,
    actor: string,
    now: Date,
    because: 'by_hand' | 'transferred' = 'by_hand',
  ): Promise<SubscriptionDto> {
    const account = await this.accounts.lock(tx, accountId);
    const today = dayOf(now, account.seller.timeZone);
    const { state, productCode } = await this.subscriptions.read(tx, accountId, id);
    if (state === 'ended') throw billingError('subscription_ended', 'Это подключение уже закончилось');
    const before = await this.snapshots.readOne(tx, accountId);
    const plan = planClosing(before.snapshot, today, now, id);
    await this.plans.run(tx, [{ before, plan }], { now, actor, runId: null, today });
    await this.subscriptions.end(tx, accountId, id, today, because);
    await this.subscriptions.renumber(tx, accountId);
    await this.settle.run(tx, accountId, actor, now);
    const [view] = await this.subscriptions.views(tx, accountId, { id });
    await this.notices.post(
      tx,
      [
        {
          accountId,
          key: `ended:${id}`,
          kind: 'ended',
          facts: {
            productCode,
            ...(view!.project ? { project: view!.project.name } : {}),
            on: today,
            reason: because,
          },
        },
      ],
      now,
    );
    return view!;
  }
}
