import { Injectable } from '@nestjs/common';
import { billingError, costOfNextPeriod, usableBonus, type AccountSnapshot } from '@rocket/billing';
import type { SubscriptionDto } from '@rocket/contracts';
import { Clock, moneyText } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { SettleAccount } from './settle-account';
import { SnapshotStore } from './snapshot.store';
import { SubscriptionStore } from './subscription.store';

/**
 * One more period asked for by hand before the paid days are over, where the offer renews nothing by itself (QSockets 4.3.1). The
 * days left are not lost: the period begins after them, and the run charges it then, once, at the price in force (4.1.4). The
 * money has to be there when it is asked for (4.2.1), and is not set aside: what is short that day suspends as any renewal does.
 *
 * Refuses: `subscription_ended`, `renews_by_itself`, `package_is_fixed`, `account_not_active` (held by staff, or leaving),
 * `insufficient_balance` with what is required and available.
 */
@Injectable()
export class OrderNextPeriod {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly settle: SettleAccount,
  ) {}

  async run(accountId: string, id: string, isOrdered: boolean, actor: string): Promise<SubscriptionDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const { state, packageNo } = await this.subscriptions.read(tx, accountId, id);
      if (state === 'ended')
        throw billingError('subscription_ended', 'Период закончился: оплатите новый подключением');
      if (packageNo > 0) throw billingError('package_is_fixed', 'Пакет не продлевают: купите ещё один');
      if (isOrdered) await this.assertMayOrder(tx, account, id, now);
      await this.subscriptions.set(tx, accountId, id, { renews_once: isOrdered });
      await this.settle.run(tx, accountId, actor, now);
      const [view] = await this.subscriptions.views(tx, accountId, { id });
      return view!;
    });
  }

  private async assertMayOrder(
    tx: EntityManager,
    account: AccountRecord,
    id: string,
    now: Date,
  ): Promise<void> {
    const [leaving] = await tx.query('select 1 from termination where account_id = $1', [account.id]);
    if (leaving || account.heldGround !== null)
      throw billingError('account_not_active', 'Аккаунт не может оплачивать новые периоды', {
        state: account.state,
      });
    const { snapshot } = await this.snapshots.readOne(tx, account.id);
    const mine = snapshot.subscriptions.find((each) => each.id === id)!;
    if (mine.autoRenew) throw billingError('renews_by_itself', 'Это подключение продлится само');
    const required = costOfNextPeriod(mine, snapshot.outages);
    const available = availableOf(snapshot, now);
    if (available >= required) return;
    const { currency } = account.seller;
    throw billingError('insufficient_balance', 'На балансе недостаточно средств', {
      required: moneyText(required, currency),
      available: moneyText(available, currency),
    });
  }
}

const availableOf = (account: AccountSnapshot, now: Date): bigint =>
  account.neverBilled ? 0n : account.money + usableBonus(account, now);
