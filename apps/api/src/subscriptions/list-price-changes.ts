import { Injectable } from '@nestjs/common';
import {
  costOf,
  endInSight,
  isInEffect,
  type AccountSnapshot,
  type SubscriptionSnapshot,
} from '@rocket/billing';
import type { AccountPriceChangeDto, Language } from '@rocket/contracts';
import { Clock, addDays, dayOf, moneyText, printPeriod, printUnitPrice } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { PriceChangeStore, type KnownChange } from './price-change.store';
import { SnapshotStore } from './snapshot.store';
import { SubscriptionStore } from './subscription.store';

/** A change as it concerns one subscription of an account. */
export interface ConcerningChange {
  readonly snapshot: AccountSnapshot;
  readonly subscription: SubscriptionSnapshot;
  readonly change: KnownChange;
}

/** Announced prices that are still to take effect for an account, with everything it answered. */
@Injectable()
export class ListPriceChanges {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly priceChanges: PriceChangeStore,
  ) {}

  async run(accountId: string, language: Language = 'ru'): Promise<AccountPriceChangeDto[]> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const account = await this.accounts.read(tx, accountId);
    const today = dayOf(now, account.seller.timeZone);
    const { snapshot } = await this.snapshots.readOne(tx, accountId);
    const views: AccountPriceChangeDto[] = [];
    for (const subscription of snapshot.subscriptions) {
      for (const change of subscription.announced) {
        const isOfItsPeriod = printPeriod(change.period) === printPeriod(subscription.period);
        if (!isOfItsPeriod || isInEffect(subscription, change, today)) continue;
        const concerning = { snapshot, subscription, change: change as KnownChange };
        views.push(await this.view(tx, account, concerning, language));
      }
    }
    return views.sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
  }

  /** One change, as it concerns one subscription. */
  async view(
    tx: EntityManager,
    account: AccountRecord,
    { snapshot, subscription: used, change }: ConcerningChange,
    language: Language = 'ru',
  ): Promise<AccountPriceChangeDto> {
    const { currency } = account.seller;
    const [view] = await this.subscriptions.views(tx, account.id, { id: used.id, language });
    const subscription = view!;
    const announced = used.announced.map((each) =>
      each.changeId === change.changeId ? { ...each, refused: true } : each,
    );
    const end = endInSight({ ...used, announced }, snapshot);
    return {
      id: change.changeId,
      productCode: subscription.productCode,
      productName: subscription.productName,
      period: printPeriod(change.period),
      unitPrice: { amount: printUnitPrice(change.price.unitPrice), currency },
      effectiveOn: change.effectiveOn,
      announcedAt: change.announcedAt.toISOString(),
      toldAt: change.toldAt?.toISOString() ?? null,
      refused: change.refused,
      lastDayIfRefused: end ? addDays(end.on, -1) : null,
      answers: await this.priceChanges.answers(tx, account.id, change.changeId),
      cost: moneyText(costOf(change.price, subscription.quantity), currency),
      subscription,
    };
  }
}
