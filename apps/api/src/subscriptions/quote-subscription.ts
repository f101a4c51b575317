import { Injectable } from '@nestjs/common';
import { costOf, sellableSeats } from '@rocket/billing';
import { currentPrice } from '@rocket/catalog';
import type {
  ChangeSubscriptionDto,
  ConnectProductDto,
  SubscriptionDto,
  SubscriptionQuoteDto,
} from '@rocket/contracts';
import { Clock, dayOf, moneyText, sum, type Currency } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { rehearse } from '../platform/rehearse';
import { ChangeSubscription } from './change-subscription';
import { ConnectProduct } from './connect-product';
import { ProductStore } from '../storefront/product.store';
import { FollowSeats } from './follow-seats';
import { nextChargeOf } from './next-charge';
import { SnapshotStore } from './snapshot.store';

/**
 * What connecting a product, or changing a subscription, would charge, now and next: the very steps that do it are done, the next
 * runs are played by the planner, and everything is undone. So a sum shown before the click cannot differ from the sum charged.
 *
 * Refuses whatever the act would refuse: `insufficient_balance`, `quantity_not_seats`, a period or quantity not sold.
 */
@Injectable()
export class QuoteSubscription {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly connect: ConnectProduct,
    private readonly change: ChangeSubscription,
    private readonly snapshots: SnapshotStore,
    private readonly products: ProductStore,
    private readonly followSeats: FollowSeats,
  ) {}

  /** Without a quantity it is that of the seats there are now, for whoever wishes to follow them. */
  async connection(
    accountId: string,
    wish: Omit<ConnectProductDto, 'quantity'> & { readonly quantity?: number | undefined },
    actor: string,
  ): Promise<SubscriptionQuoteDto> {
    const now = await this.clock.now();
    return this.quote(accountId, now, async (tx) => {
      const quantity = wish.quantity ?? (await this.seats(tx, accountId, wish, now));
      return this.connect.within(tx, accountId, { ...wish, quantity }, actor, now);
    });
  }

  async changing(
    accountId: string,
    id: string,
    wish: ChangeSubscriptionDto,
    actor: string,
  ): Promise<SubscriptionQuoteDto> {
    const now = await this.clock.now();
    return this.quote(accountId, now, (tx) => this.change.within(tx, accountId, id, wish, actor, now));
  }

  private async seats(
    tx: EntityManager,
    accountId: string,
    { productCode, period, tariff }: Pick<ConnectProductDto, 'productCode' | 'period' | 'tariff'>,
    now: Date,
  ): Promise<number> {
    const { seller } = await this.accounts.read(tx, accountId);
    const product = await this.products.read(tx, productCode);
    const price = currentPrice(product.prices, period, dayOf(now, seller.timeZone), tariff ?? null);
    // What is not sold for the period is refused by the act itself.
    return price ? this.followSeats.sellable(tx, accountId, product, price) : 1;
  }

  private quote(
    accountId: string,
    now: Date,
    act: (tx: EntityManager) => Promise<SubscriptionDto>,
  ): Promise<SubscriptionQuoteDto> {
    return rehearse(this.db, async (tx) => {
      const { terms } = await this.accounts.lock(tx, accountId);
      const before = await this.held(tx, accountId);
      const view = await act(tx);
      const chargedNow = before - (await this.held(tx, accountId));
      return this.told(tx, accountId, view, chargedNow, terms.priceChangeNotice.days, now);
    });
  }

  private async held(tx: EntityManager, accountId: string): Promise<bigint> {
    const { snapshot } = await this.snapshots.readOne(tx, accountId);
    return snapshot.money + sum(snapshot.grants.map(({ remaining }) => remaining));
  }

  private async told(
    tx: EntityManager,
    accountId: string,
    view: SubscriptionDto,
    chargedNow: bigint,
    noticeDays: number,
    now: Date,
  ): Promise<SubscriptionQuoteDto> {
    const { snapshot, currency } = await this.snapshots.readOne(tx, accountId);
    const money = (amount: bigint) => moneyText(amount, currency as Currency);
    const inTrial = view.state === 'trial';
    const next = nextChargeOf(snapshot, view.id, now);
    const { price } = snapshot.subscriptions.find(({ id }) => id === view.id)!;
    // The last tier of a price may be its end.
    const more = sellableSeats(view.quantity + 1, { minQuantity: 1, tiers: price.tiers });
    const mayGrow = view.followSeats && more > view.quantity;
    return {
      subscriptionId: view.id,
      chargedNow: money(chargedNow),
      cost: view.cost,
      quantity: view.quantity,
      period: view.period,
      trialEndsOn: inTrial ? view.trialEndsOn : null,
      paidUntil: inTrial ? null : view.paidUntil,
      free: view.free,
      nextChargeOn: next?.on ?? null,
      nextCharge: next ? money(next.amount) : view.cost,
      credit: view.credit,
      autoRenew: view.autoRenew,
      oneMore: mayGrow ? { quantity: more, cost: money(costOf(price, more)), noticeDays } : null,
    };
  }
}
