import { Injectable } from '@nestjs/common';
import { billingError, costBeyond, giveBackUnits, lostOf, shareOfFreeTerm } from '@rocket/billing';
import type { AccessGrantDto } from '@rocket/contracts';
import { Clock, addDays, dayOf, earlier, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { ChargedLineStore } from '../subscriptions/charged-line.store';
import { SettleAccount } from '../subscriptions/settle-account';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { AccessStore, type AccessGrantRecord } from './access.store';

/**
 * Takes a free term back, with a reason. One that waits is simply not given; one that runs lasts to the end of today, and
 * the ordinary planner goes on tomorrow. What units above the free ones were paid for the days cut off is carried as a
 * credit, as after any change that makes a period smaller.
 *
 * Refuses: `access_over`.
 */
@Injectable()
export class RevokeAccess {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly access: AccessStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly snapshots: SnapshotStore,
    private readonly chargedLines: ChargedLineStore,
    private readonly settle: SettleAccount,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(id: string, reason: string, actor: string): Promise<AccessGrantDto> {
    const now = await this.clock.now();
    const view = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, await this.access.accountOf(tx, id));
      const today = dayOf(now, account.seller.timeZone);
      const grant = await this.access.read(tx, account.id, id, today);
      if (grant.state === 'over' || grant.state === 'revoked')
        throw billingError('access_over', 'Этот бесплатный доступ уже закончился', { state: grant.state });
      const cutTo = grant.state === 'running' ? today : null;
      if (cutTo) await this.cut(tx, grant, addDays(today, 1));
      await this.access.revoke(tx, grant, { at: now, by: actor, reason, cutTo });
      await this.settle.run(tx, account.id, actor, now);
      const facts = { productCode: grant.productCode, productName: grant.productName, lastDay: cutTo };
      const notice = {
        accountId: account.id,
        key: `access_revoked:${id}`,
        kind: 'access_revoked' as const,
        facts,
      };
      await this.notices.post(tx, [notice], now);
      return this.access.view(tx, account.id, id, today);
    });
    this.waker.wake('notices');
    return view;
  }

  /** The period in use ends on `end`. It becomes another plan, so that the next period may start inside the old days. */
  private async cut(tx: EntityManager, grant: AccessGrantRecord, end: LocalDate): Promise<void> {
    const record = await this.subscriptions.read(tx, grant.accountId, grant.subscriptionId!);
    const { snapshot } = await this.snapshots.readOne(tx, grant.accountId);
    const { price, period } = snapshot.subscriptions.find((each) => each.id === record.id)!;
    const term = { start: grant.begunOn!, end: record.paidTo };
    const lost = lostOf(record.productCode, snapshot.outages);
    const beyond = (quantity: number) => costBeyond(price, quantity, grant.quantity);
    const worthAbove = (quantity: number) =>
      shareOfFreeTerm(beyond(record.quantity).minus(beyond(quantity)), period, term, end, lost);
    const inUse = await this.chargedLines.read(tx, record);
    const { amount: back, lines } = giveBackUnits(inUse?.lines ?? [], 0, worthAbove);
    if (inUse && back > 0n) await this.chargedLines.write(tx, { ...inUse, lines });
    const paidTo = earlier(record.paidTo, end);
    await this.subscriptions.set(tx, record.accountId, record.id, {
      paid_to: paidTo,
      anchor: paidTo,
      plan_no: record.planNo + 1,
      credit: (record.credit + back).toString(),
    });
  }
}
