import { Injectable } from '@nestjs/common';
import { billingError, isRunning, planOne } from '@rocket/billing';
import { assertAutoRenewal, isFreePrice } from '@rocket/catalog';
import type { ChangeSubscriptionDto, SubscriptionDto } from '@rocket/contracts';
import { Clock, dayOf, moneyText, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { ProductStore } from '../storefront/product.store';
import { ChangePlan } from './change-plan';
import { CarryOutPlans } from './carry-out-plans';
import { FollowSeats } from './follow-seats';
import { PriceChangeStore } from './price-change.store';
import { SettleAccount } from './settle-account';
import { SnapshotStore } from './snapshot.store';
import { SubscriptionStore, type SubscriptionRecord } from './subscription.store';

/**
 * Changes a subscription: its auto-renew switch, its place in the customer's order, its quantity, period or tariff (rule 14).
 * Everything asked for happens, or nothing.
 *
 * Refuses: `subscription_ended`, `insufficient_balance`, a period or quantity that is not sold, `not_counted_by_seats`,
 * `package_is_fixed`.
 */
@Injectable()
export class ChangeSubscription {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly products: ProductStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly snapshots: SnapshotStore,
    private readonly plans: CarryOutPlans,
    private readonly changePlan: ChangePlan,
    private readonly settle: SettleAccount,
    private readonly priceChanges: PriceChangeStore,
    private readonly followSeats: FollowSeats,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    id: string,
    wish: ChangeSubscriptionDto,
    actor: string,
  ): Promise<SubscriptionDto> {
    const now = await this.clock.now();
    const subscription = await withTransaction(this.db, (tx) =>
      this.within(tx, accountId, id, wish, actor, now),
    );
    this.waker.wake('documents');
    return subscription;
  }

  /** The same in somebody's transaction, which may be undone: what `run` does before it wakes anybody. */
  async within(
    tx: EntityManager,
    accountId: string,
    id: string,
    wish: ChangeSubscriptionDto,
    actor: string,
    now: Date,
  ): Promise<SubscriptionDto> {
    const account = await this.accounts.lock(tx, accountId);
    const today = dayOf(now, account.seller.timeZone);
    const current = await this.subscriptions.read(tx, accountId, id);
    if (current.state === 'ended')
      throw billingError('subscription_ended', 'Это подключение уже закончилось');
    if (current.packageNo > 0) assertPackageStays(current, wish);
    const act = consentOf(current, wish);
    if (act) {
      const { productCode } = current;
      await this.priceChanges.consent(tx, { accountId, productCode, act, by: actor }, now);
    }
    if (wish.rank !== undefined) await this.subscriptions.move(tx, accountId, id, wish.rank);
    if (wish.autoRenew !== undefined) await this.switchAutoRenew(tx, account, id, wish.autoRenew);
    const changesPlan =
      (wish.quantity !== undefined && wish.quantity !== current.quantity) ||
      (wish.period !== undefined && wish.period !== current.period) ||
      (wish.tariff !== undefined && wish.tariff !== current.tariff);
    if (changesPlan) {
      const change = { quantity: wish.quantity, period: wish.period, tariff: wish.tariff };
      await this.renewFirst(tx, account, id, today, actor, now);
      const product = await this.products.read(tx, current.productCode);
      await this.changePlan.run(tx, { account, product, subscriptionId: id, ...change, today, actor, now });
    }
    await this.follow(tx, account, current, wish, now);
    if (changesPlan || wish.autoRenew !== undefined) await this.settle.run(tx, accountId, actor, now);
    const [view] = await this.subscriptions.views(tx, accountId, { id });
    return view!;
  }

  /** Begins or ends to follow the seats; whoever chooses a quantity by hand has it stay. */
  private async follow(
    tx: EntityManager,
    account: AccountRecord,
    current: SubscriptionRecord,
    wish: ChangeSubscriptionDto,
    now: Date,
  ): Promise<void> {
    const isByHand = wish.quantity !== undefined && wish.quantity !== current.quantity;
    const follows = wish.followSeats ?? (current.followsSeats && !isByHand);
    if (current.followsSeats && (!follows || isByHand))
      await this.followSeats.end(tx, account.id, current.id, now);
    if (follows && (!current.followsSeats || isByHand))
      await this.followSeats.begin(tx, account, current.id, now);
  }

  private async switchAutoRenew(
    tx: EntityManager,
    account: AccountRecord,
    id: string,
    on: boolean,
  ): Promise<void> {
    if (on && !(await this.isFree(tx, account.id, id))) assertAutoRenewal(account.terms);
    await this.subscriptions.set(tx, account.id, id, { auto_renew: on });
  }

  private async isFree(tx: EntityManager, accountId: string, id: string): Promise<boolean> {
    const { snapshot } = await this.snapshots.readOne(tx, accountId);
    const { price } = snapshot.subscriptions.find((each) => each.id === id)!;
    return isFreePrice({ unitPrice: price.unitPrice, tiers: null }) && !price.tiers;
  }

  /** Between the end of a period and the run, a change of quantity or period renews the subscription first. */
  private async renewFirst(
    tx: EntityManager,
    account: AccountRecord,
    id: string,
    today: LocalDate,
    actor: string,
    now: Date,
  ): Promise<void> {
    const before = await this.snapshots.readOne(tx, account.id);
    const mine = before.snapshot.subscriptions.find((subscription) => subscription.id === id);
    if (!mine || !isRunning(mine) || mine.paidTo > today) return;
    const plan = planOne(before.snapshot, id, today, now);
    const short = plan.changes.find((change) => change.kind === 'suspended');
    if (short) {
      throw billingError(
        'insufficient_balance',
        'Сначала нужно продлить подключение, а средств недостаточно',
        {
          required: moneyText(short.required, account.seller.currency),
          available: moneyText(short.available, account.seller.currency),
        },
      );
    }
    await this.plans.run(tx, [{ before, plan }], { now, actor, runId: null, today });
    const after = await this.subscriptions.read(tx, account.id, id);
    if (after.state === 'ended') throw billingError('subscription_ended', 'Оплаченный период закончился');
  }
}

/** What was bought as a package stays as it was bought: more of it is another package. @throws DomainError `package_is_fixed` */
function assertPackageStays(current: SubscriptionRecord, wish: ChangeSubscriptionDto): void {
  const path =
    wish.autoRenew === true
      ? 'autoRenew'
      : wish.followSeats === true
        ? 'followSeats'
        : wish.quantity !== undefined && wish.quantity !== current.quantity
          ? 'quantity'
          : wish.period !== undefined && wish.period !== current.period
            ? 'period'
            : wish.tariff !== undefined && wish.tariff !== current.tariff
              ? 'tariff'
              : null;
  if (path === null) return;
  throw billingError(
    'package_is_fixed',
    'Пакет не меняют и не продлевают: нужно больше — купите ещё один',
    {},
    [{ path, message: 'У купленного пакета это не меняется' }],
  );
}

/** Whoever switches auto-renew on again or chooses another period or tariff agrees with what was announced (clause 11.1.5). */
function consentOf(current: SubscriptionRecord, wish: ChangeSubscriptionDto): 'auto_renew' | 'period' | null {
  if (wish.autoRenew === true && !current.autoRenew) return 'auto_renew';
  const isOther =
    (wish.period !== undefined && wish.period !== current.period) ||
    (wish.tariff !== undefined && wish.tariff !== current.tariff);
  return isOther ? 'period' : null;
}
