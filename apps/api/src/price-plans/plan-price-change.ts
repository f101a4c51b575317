import { Injectable } from '@nestjs/common';
import { assertNoticeInTime, catalogError } from '@rocket/catalog';
import type { PlanPriceChangeDto, PricePlanDto } from '@rocket/contracts';
import { Clock, dayOf, instantOf, localDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { assertSellable } from '../storefront/add-price';
import { announcedPrice, AnnouncePriceChange } from '../storefront/announce-price-change';
import { ProductStore } from '../storefront/product.store';
import { PricePlanStore } from './price-plan.store';

/** Customers are told in the morning of the day, by the clock of the seller. */
const TOLD_AT_HOUR = 10;

/**
 * Plans a new price to be announced on a day to come; on today's day it is announced at once. Until that day it may be taken back
 * and nobody knows of it.
 *
 * Refuses: `notice_too_short` when the announcement would come too late, a day that has passed, and whatever the announcement
 * refuses.
 */
@Injectable()
export class PlanPriceChange {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductStore,
    private readonly announce: AnnouncePriceChange,
    private readonly plans: PricePlanStore,
    private readonly waker: Waker,
  ) {}

  async run(
    productCode: string,
    { tellOn: on, ...wish }: PlanPriceChangeDto,
    by: string,
  ): Promise<PricePlanDto> {
    const now = await this.clock.now();
    const view = await withTransaction(this.db, async (tx) => {
      const product = await this.products.read(tx, productCode);
      const today = dayOf(now, product.timeZone);
      const tellOn = localDate(on);
      if (tellOn < today) {
        throw catalogError('valid_from_in_the_past', 'Предупредить задним числом нельзя', {}, [
          { path: 'tellOn', message: 'Сегодня или позже' },
        ]);
      }
      if (tellOn === today) {
        const { id } = await this.announce.announce(tx, productCode, wish, { actor: by, now });
        return this.plans.view(tx, id, now);
      }
      assertNoticeInTime(product.terms, tellOn, localDate(wish.effectiveOn));
      assertSellable(product, announcedPrice(product, wish));
      const id = newId(now);
      const tellAt = instantOf(tellOn, product.timeZone, TOLD_AT_HOUR);
      await this.plans.insert(tx, { id, productCode, wish, plannedBy: by, tellOn, tellAt }, now);
      return this.plans.view(tx, id, now);
    });
    this.waker.wake('notices');
    return view;
  }
}
