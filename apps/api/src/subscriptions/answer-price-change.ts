import { Injectable } from '@nestjs/common';
import { billingError, isInEffect } from '@rocket/billing';
import type { AccountPriceChangeDto } from '@rocket/contracts';
import { Clock, dayOf, printPeriod } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { ListPriceChanges, type ConcerningChange } from './list-price-changes';
import { PriceChangeStore, type KnownChange } from './price-change.store';
import { SettleAccount } from './settle-account';
import { SnapshotStore } from './snapshot.store';

/**
 * An account refuses an announced price, or takes its refusal back (rule 24, clause 11.1.3). Refused, the old price goes
 * on until the first boundary on or after the date of the change; there the subscription ends. The same answer twice is
 * one. Both acts are kept with who and when (rule 28).
 *
 * Refuses: `price_change_in_effect` when the product is already used by it; `price_change_not_concerning` when the account
 * does not use that product for that period, or was not told in time and so keeps its price anyway.
 */
@Injectable()
export class AnswerPriceChange {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
    private readonly priceChanges: PriceChangeStore,
    private readonly settle: SettleAccount,
    private readonly list: ListPriceChanges,
  ) {}

  async run(
    accountId: string,
    changeId: string,
    answer: 'refused' | 'withdrawn',
    actor: string,
  ): Promise<AccountPriceChangeDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const before = await this.find(tx, account, changeId, now);
      if (before.change.refused !== (answer === 'refused')) {
        const given = { accountId, changeId, answer, act: 'explicit', by: actor } as const;
        await this.priceChanges.answer(tx, given, now);
        await this.settle.run(tx, accountId, actor, now);
      }
      const change = { ...before.change, refused: answer === 'refused' };
      return this.list.view(tx, account, { ...before, change });
    });
  }

  private async find(
    tx: EntityManager,
    account: AccountRecord,
    changeId: string,
    now: Date,
  ): Promise<ConcerningChange> {
    const announced = await this.priceChanges.find(tx, changeId);
    if (!announced || announced.sellerCode !== account.seller.code) {
      throw notFound('Такого изменения цены нет');
    }
    const { snapshot } = await this.snapshots.readOne(tx, account.id);
    const subscription = snapshot.subscriptions.find(
      ({ productCode }) => productCode === announced.productCode,
    );
    if (!subscription) {
      throw billingError('price_change_not_concerning', 'Этот продукт сейчас не подключён');
    }
    if (subscription.price.priceId === announced.priceId) throw inEffect();
    const change = subscription.announced.find((each) => each.changeId === changeId);
    if (!change || printPeriod(change.period) !== printPeriod(subscription.period)) {
      throw billingError(
        'price_change_not_concerning',
        'Для вашего подключения эта цена не вступает в силу: действует прежняя',
      );
    }
    if (isInEffect(subscription, change, dayOf(now, snapshot.timeZone))) throw inEffect();
    return { snapshot, subscription, change: change as KnownChange };
  }
}

const inEffect = () =>
  billingError(
    'price_change_in_effect',
    'Продукт уже используется по новой цене. Отказаться от него можно, отключив автопродление',
  );
