import { Injectable } from '@nestjs/common';
import { UsageBook } from '@rocket/billing';
import type { MeteredUsageDto, SubscriptionUsageDto, UsageLimitDto } from '@rocket/contracts';
import { Clock, addDays, dayOf, floorToMinor, moneyText, printUnitPrice, startOfDay } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { UsageStore, type UsedSubscription } from './usage.store';

/** Where limits and metered use stand: the same numbers for the product, the customer and staff. */
@Injectable()
export class ShowUsage {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly usage: UsageStore,
  ) {}

  /** Of every product that lives in an account, in the customer's order. */
  async run(accountId: string): Promise<SubscriptionUsageDto[]> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const account = await this.accounts.read(tx, accountId);
    const views: SubscriptionUsageDto[] = [];
    for (const productCode of await this.usage.liveProducts(tx, accountId)) {
      const subscription = await this.usage.subscription(tx, accountId, productCode, account.seller.timeZone);
      if (!subscription) continue;
      views.push({
        subscriptionId: subscription.id,
        productCode,
        productName: subscription.productName,
        limits: await this.limits(tx, account.seller.timeZone, subscription, now),
        metered: await this.metered(tx, account, subscription, now),
      });
    }
    return views;
  }

  /** The limits of one product in one account; none when it was never connected. */
  async limitsOf(
    accountId: string,
    productCode: string,
    timeZone: string,
    now: Date,
  ): Promise<UsageLimitDto[]> {
    const tx = this.db.manager;
    const subscription = await this.usage.subscription(tx, accountId, productCode, timeZone);
    return subscription ? this.limits(tx, timeZone, subscription, now) : [];
  }

  private async limits(
    tx: EntityManager,
    timeZone: string,
    subscription: UsedSubscription,
    now: Date,
  ): Promise<UsageLimitDto[]> {
    if (subscription.limits.length === 0) return [];
    const today = dayOf(now, timeZone);
    const counters = await this.usage.counters(tx, subscription, addDays(today, -1));
    const book = new UsageBook(subscription, subscription.story, counters);
    const runs = subscription.state === 'active' || subscription.state === 'trial';
    return book.standings(today).map(({ limit, window, quota, used }) => ({
      unit: limit.unit,
      limit: quota.toNumber(),
      used: used.toNumber(),
      resetsAt: runs && window.end !== null ? startOfDay(window.end, timeZone).toISOString() : null,
      per: limit.per,
      over: limit.over,
    }));
  }

  private async metered(
    tx: EntityManager,
    { seller }: AccountRecord,
    subscription: UsedSubscription,
    now: Date,
  ): Promise<MeteredUsageDto[]> {
    const { currency, timeZone } = seller;
    const rows = await this.usage.accruals(tx, subscription);
    const open = subscription.periodStart ?? subscription.paidTo;
    const priced = new Map(subscription.usagePrices.map((each) => [each.unit, each.unitPrice]));
    const untouched = [...priced.keys()].filter((unit) => !rows.some((row) => row.unit === unit));
    const views = rows.map((row): MeteredUsageDto => {
      const price = priced.get(row.unit);
      return {
        unit: row.unit,
        unitPrice: price === undefined ? null : { amount: printUnitPrice(price), currency },
        quantity: row.quantity.toNumber(),
        exact: row.amount.toString(),
        amount: moneyText(floorToMinor(row.amount), currency),
        periodStart: row.periodStart,
        isOver:
          row.periodStart < open ||
          (subscription.paidTo > row.periodStart && subscription.paidTo <= dayOf(now, timeZone)),
      };
    });
    return [
      ...views,
      ...untouched.map((unit): MeteredUsageDto => ({
        unit,
        unitPrice: { amount: printUnitPrice(priced.get(unit)!), currency },
        quantity: 0,
        exact: '0',
        amount: moneyText(0n, currency),
        periodStart: open,
        isOver: false,
      })),
    ];
  }
}
