import { Injectable } from '@nestjs/common';
import { bindsOn, comingQuantity, costOf, sellableSeats, type PriceTerms } from '@rocket/billing';
import { assertCountedBySeats, catalogError, type QuantityFollows } from '@rocket/catalog';
import { dayOf, earlier, moneyText } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { SnapshotStore } from './snapshot.store';
import { SeatStore, type Follower } from './seat.store';

/**
 * Subscriptions whose quantity follows the seats of their amoCRM account. What is read of the seats only says where the
 * quantity goes: the planner takes it up at the next boundary, a raise only when its notice went out as many calendar days
 * ahead as the offer says of prices (rule 24). The caller holds the account's lock.
 */
@Injectable()
export class FollowSeats {
  constructor(
    private readonly seats: SeatStore,
    private readonly snapshots: SnapshotStore,
    private readonly notices: NoticeStore,
  ) {}

  /**
   * What is connected to follow the seats is connected in the quantity they are now: nothing else was shown.
   * @throws DomainError `not_counted_by_seats`, `seats_unknown`, `quantity_not_seats`
   */
  async assertSeats(
    tx: EntityManager,
    accountId: string,
    product: { readonly name: string; readonly quantityFollows: QuantityFollows },
    price: { minQuantity: number; tiers?: PriceTerms['tiers'] },
    quantity: number,
  ): Promise<void> {
    const seats = await this.sellable(tx, accountId, product, price);
    if (seats === quantity) return;
    const message = `Пользователей amoCRM сейчас ${seats}: укажите ${seats}`;
    throw catalogError('quantity_not_seats', message, { seats }, [{ path: 'quantity', message }]);
  }

  /**
   * The seats there are now as a quantity that a price sells.
   * @throws DomainError `not_counted_by_seats`, `seats_unknown`
   */
  async sellable(
    tx: EntityManager,
    accountId: string,
    product: { readonly name: string; readonly quantityFollows: QuantityFollows },
    price: { minQuantity: number; tiers?: PriceTerms['tiers'] },
  ): Promise<number> {
    assertCountedBySeats(product);
    return sellableSeats(await this.count(tx, accountId), price);
  }

  /**
   * Begins to follow; the quantity itself stays until the next boundary.
   * @throws DomainError `not_counted_by_seats`, `seats_unknown`
   */
  async begin(tx: EntityManager, account: AccountRecord, subscriptionId: string, now: Date): Promise<void> {
    assertCountedBySeats(await this.seats.product(tx, account.id, subscriptionId));
    const count = await this.count(tx, account.id);
    await this.seats.begin(tx, account.id, subscriptionId, count);
    await this.read(tx, account, now);
  }

  /** The quantity stays as it is from now on, whatever was told. */
  async end(tx: EntityManager, accountId: string, subscriptionId: string, now: Date): Promise<void> {
    await this.seats.end(tx, accountId, subscriptionId, now);
  }

  /** @throws DomainError `seats_unknown` while the people of amoCRM have not been read */
  async count(tx: EntityManager, accountId: string): Promise<number> {
    const count = await this.seats.count(tx, accountId);
    if (count === null)
      throw catalogError('seats_unknown', 'Список пользователей amoCRM ещё не прочитан', {}, [
        { path: 'followSeats', message: 'Сначала подключите аккаунт amoCRM и обновите список людей' },
      ]);
    return count;
  }

  /** The seats were read anew: tells of what changes, once for each change. */
  async read(tx: EntityManager, account: AccountRecord, now: Date): Promise<void> {
    const followers = await this.seats.followers(tx, account.id);
    if (followers.length === 0) return;
    const count = await this.count(tx, account.id);
    const today = dayOf(now, account.seller.timeZone);
    const before = await this.coming(tx, account.id);
    for (const follower of followers) {
      const seats = sellableSeats(count, follower);
      const toldOfMore = await this.seats.set(tx, account.id, follower.id, seats, now);
      if (seats <= follower.quantity) continue;
      const inTime = bindsOn(today, follower.noticeDays);
      const from = toldOfMore ? earlier(toldOfMore, inTime) : inTime;
      await this.seats.tell(tx, account.id, follower.id, seats, now, from);
    }
    const after = await this.coming(tx, account.id);
    const notices = followers.flatMap((follower): NewNotice[] => {
      const [was, is] = [before.get(follower.id), after.get(follower.id)];
      const isNews = (was?.quantity ?? follower.quantity) !== (is?.quantity ?? follower.quantity);
      return isNews ? [noticeOf(account, follower, is ?? null, now)] : [];
    });
    await this.notices.post(tx, notices, now);
  }

  private async coming(tx: EntityManager, accountId: string) {
    const { snapshot } = await this.snapshots.readOne(tx, accountId);
    return new Map(
      snapshot.subscriptions.map((each) => [
        each.id,
        comingQuantity(each, snapshot.outages) ?? {
          quantity: each.quantity,
          from: null,
          cost: costOf(each.price, each.quantity),
        },
      ]),
    );
  }
}

function noticeOf(
  account: AccountRecord,
  follower: Follower,
  coming: { quantity: number; from: string | null; cost: bigint } | null,
  now: Date,
): NewNotice {
  const { currency } = account.seller;
  const quantity = coming?.quantity ?? follower.quantity;
  return {
    accountId: account.id,
    key: `seats_changed:${follower.id}:${quantity}:${now.toISOString()}`,
    kind: 'seats_changed',
    facts: {
      productCode: follower.productCode,
      before: follower.quantity,
      quantity,
      effectiveOn: coming?.from ?? null,
      cost: moneyText(coming?.cost ?? costOf(follower.price, quantity), currency),
      costBefore: moneyText(costOf(follower.price, follower.quantity), currency),
    },
  };
}
