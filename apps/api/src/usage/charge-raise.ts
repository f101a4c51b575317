import { Injectable } from '@nestjs/common';
import {
  assertBilled,
  billingError,
  draw,
  isUsable,
  lostOf,
  paidBy,
  recalculated,
  unusedOf,
  type CountedUsage,
  type UsageEvent,
} from '@rocket/billing';
import { dayOf, moneyText } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { PostEntry } from '../subscriptions/post-entry';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import type { UsedSubscription } from './used-subscription.store';

/**
 * More than the tariff holds: the sum paid for the period grows in proportion, for the days left, at once. When the balance
 * does not reach, nothing is counted: the offer sells ahead of use (Alfa CRM, 5.3 and 5.8).
 */
@Injectable()
export class ChargeRaise {
  constructor(
    private readonly snapshots: SnapshotStore,
    private readonly postEntry: PostEntry,
  ) {}

  async run(
    tx: EntityManager,
    account: AccountRecord,
    subscription: UsedSubscription,
    event: UsageEvent & { id: string },
    raise: NonNullable<CountedUsage['raise']>,
    now: Date,
  ): Promise<void> {
    const { periodStart, paidTo } = subscription;
    if (periodStart === null || event.day < periodStart || event.day >= paidTo) return;
    const { snapshot } = await this.snapshots.readOne(tx, account.id);
    const lost = lostOf(subscription.productCode, snapshot.outages);
    const unused = unusedOf({ start: periodStart, end: paidTo }, event.day, lost);
    const amount = recalculated(subscription.periodCost, raise, unused);
    if (amount === 0n) return;
    assertBilled(snapshot);
    const usable = snapshot.grants.filter((grant) => isUsable(grant, { from: now, to: now }));
    const drawn = draw(amount, snapshot.money, usable, snapshot.burnDown);
    if (drawn === null) {
      const { currency } = account.seller;
      const available = usable.reduce((total, grant) => total + grant.remaining, snapshot.money);
      throw billingError('insufficient_balance', 'Больше тарифа: на доплату недостаточно средств', {
        required: moneyText(amount, currency),
        available: moneyText(available, currency),
      });
    }
    const subject = {
      type: 'subscription',
      id: subscription.id,
      productCode: subscription.productCode,
      periodStart: event.day,
      periodEnd: paidTo,
      unit: event.unit,
    } as const;
    const entry = {
      key: `recalculation:${subscription.id}:${event.id}`,
      kind: 'charge',
      happenedAt: now,
      businessDate: dayOf(now, account.seller.timeZone),
      actor: 'system:usage',
      reason: `Сверх тарифа: ${event.unit} — ${raise.to.toString()}, а в тарифе ${raise.allowance.toString()}`,
      subject,
      postings: paidBy(drawn),
    } as const;
    await this.postEntry.run(tx, account.id, entry, now);
  }
}
