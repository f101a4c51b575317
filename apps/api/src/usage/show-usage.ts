import { Injectable } from '@nestjs/common';
import type { LimitStanding } from '@rocket/billing';
import type { MeteredUsageDto, SubscriptionUsageDto, UsageLimitDto } from '@rocket/contracts';
import { Clock, dayOf, floorToMinor, moneyText, printUnitPrice, startOfDay } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { OpenMeters } from './open-meters';
import { UsageStore } from './usage.store';
import { UsedSubscriptionStore, placeOf, usingOf, type UsedSubscription } from './used-subscription.store';

/** Where limits and metered use stand: the same numbers for the product, the customer and staff. */
@Injectable()
export class ShowUsage {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly usage: UsageStore,
    private readonly subscriptions: UsedSubscriptionStore,
    private readonly openMeters: OpenMeters,
  ) {}

  /** Of every product that lives in an account, in the customer's order; each package by itself. */
  async run(accountId: string, tx: EntityManager = this.db.manager): Promise<SubscriptionUsageDto[]> {
    const now = await this.clock.now();
    const account = await this.accounts.read(tx, accountId);
    const { timeZone } = account.seller;
    const today = dayOf(now, timeZone);
    const views: SubscriptionUsageDto[] = [];
    for (const live of await this.subscriptions.liveProducts(tx, accountId)) {
      const { productCode, projectId, projectName } = live;
      const using = usingOf(account, projectId);
      const meters = await this.openMeters.run(tx, [using], productCode, today, now);
      for (const { subscription, standings } of meters.get(placeOf(using))?.each(today) ?? []) {
        if (subscription.state === 'ended') continue;
        views.push({
          subscriptionId: subscription.id,
          productCode,
          productName: subscription.productName,
          ...(projectId === null ? {} : { project: { id: projectId, name: projectName! } }),
          limits: standings.map((standing) => toLimit(standing, subscription, timeZone)),
          metered: await this.metered(tx, account, subscription, now),
        });
      }
    }
    return views;
  }

  /** The limits of one product in one account or project, of all its packages together; none when it was never connected. */
  async limitsOf(
    accountId: string,
    productCode: string,
    timeZone: string,
    now: Date,
    projectId: string | null = null,
  ): Promise<UsageLimitDto[]> {
    const today = dayOf(now, timeZone);
    const using = { id: accountId, projectId, timeZone };
    const meters = await this.openMeters.run(this.db.manager, [using], productCode, today, now);
    const open = meters.get(placeOf(using))?.on(today);
    if (!open) return [];
    const { meter, subscription } = open;
    return meter.standings(today).map((standing) => toLimit(standing, subscription, timeZone));
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
        ...namedAs(subscription, row.unit),
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
        ...namedAs(subscription, unit),
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

const runs = ({ state }: UsedSubscription): boolean => state === 'active' || state === 'trial';

const namedAs = ({ units }: UsedSubscription, code: string): Pick<UsageLimitDto, 'named'> => {
  const unit = units.find((each) => each.code === code);
  return unit ? { named: { name: unit.name, english: unit.english } } : {};
};

const toLimit = (
  { limit, window, quota, used, reserved, peak }: LimitStanding,
  subscription: UsedSubscription,
  timeZone: string,
): UsageLimitDto => ({
  unit: limit.unit,
  ...namedAs(subscription, limit.unit),
  limit: quota.toNumber(),
  used: used.toNumber(),
  reserved: reserved.toNumber(),
  peak: peak?.toNumber() ?? null,
  gauge: limit.gauge === true || limit.over === 'recalculate',
  resetsAt: runs(subscription) && window.end !== null ? startOfDay(window.end, timeZone).toISOString() : null,
  per: limit.per,
  over: limit.over,
});
