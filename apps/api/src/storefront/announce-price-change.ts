import { Injectable } from '@nestjs/common';
import { assertNoticeInTime, catalogError, currentPrice, termsOf } from '@rocket/catalog';
import type { AddPriceDto, AnnouncePriceChangeDto, PriceChangeDto } from '@rocket/contracts';
import { Clock, dayOf, localDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { insertPrice } from './add-price';
import { priceChangeNotice } from './price-change.rows';
import { priceNoticeFacts, PriceUserStore } from './price-user.store';
import { shapeView, unitPriceView } from './price.rows';
import { ProductStore, type ProductRecord } from './product.store';

/**
 * Announces a new price to everybody who uses the product (rule 24). They keep the old one until the first period that
 * starts on or after the date; newcomers are shown it and consent by connecting.
 *
 * Refuses: `notice_too_short` when the date is nearer than the offer allows.
 */
@Injectable()
export class AnnouncePriceChange {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductStore,
    private readonly notices: NoticeStore,
    private readonly users: PriceUserStore,
    private readonly waker: Waker,
  ) {}

  async run(productCode: string, wish: AnnouncePriceChangeDto, actor: string): Promise<PriceChangeDto> {
    const now = await this.clock.now();
    const change = await withTransaction(this.db, (tx) =>
      this.announce(tx, productCode, wish, { actor, now }),
    );
    this.waker.wake('notices');
    return change;
  }

  /** The same in a transaction of the caller, who wakes whoever tells people. */
  async announce(
    tx: EntityManager,
    productCode: string,
    wish: AnnouncePriceChangeDto,
    { actor, now }: { readonly actor: string; readonly now: Date },
  ): Promise<PriceChangeDto> {
    const product = await this.products.read(tx, productCode);
    assertNoticeInTime(product.terms, dayOf(now, product.timeZone), localDate(wish.effectiveOn));
    const priceId = await insertPrice(tx, product, announcedPrice(product, wish), now);
    const changed = (await this.products.read(tx, productCode)).prices.find((each) => each.id === priceId)!;
    const id = newId(now);
    const price = termsOf(changed);
    const { period: ofPeriod, tariff = null } = wish;
    const users = await this.users.page(tx, { productCode, period: ofPeriod, tariff }, null, null);
    const accounts = new Set(users.map(({ accountId }) => accountId)).size;
    await tx.query(
      `insert into price_change (id, product_code, period, price_id, effective_on, announced_at, announced_by, accounts_told)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, productCode, wish.period, priceId, wish.effectiveOn, now, actor, accounts],
    );
    const notices = users.map((user): NewNotice => ({
      accountId: user.accountId,
      key: priceChangeNotice(id),
      kind: 'price_change',
      facts: priceNoticeFacts(product, wish, { id, price }, user),
    }));
    await this.notices.post(tx, notices, now);
    const { period, effectiveOn } = wish;
    const unitPrice = unitPriceView(wish.unitPrice.amount, product.currency);
    const shape = shapeView(changed, product.currency);
    const announcedAt = now.toISOString();
    return { id, period, unitPrice, ...shape, effectiveOn, announcedAt, accountsTold: accounts };
  }
}

/**
 * The price version that a change announces: what is included and what is metered stays, only the price of the unit changes.
 * @throws DomainError `price_not_found` when the product has no price for the period yet
 */
export function announcedPrice(product: ProductRecord, wish: AnnouncePriceChangeDto): AddPriceDto {
  const { effectiveOn, ...announced } = wish;
  const current = currentPrice(product.prices, wish.period, localDate(effectiveOn), wish.tariff ?? null);
  if (!current) {
    throw catalogError('price_not_found', `У продукта нет цены на период ${wish.period}`, {}, [
      { path: 'period', message: 'Для этого периода ещё нет цены' },
    ]);
  }
  return {
    ...announced,
    validFrom: effectiveOn,
    minQuantity: current.minQuantity,
    limits: (current.limits as AddPriceDto['limits'] | null) ?? undefined,
    usagePrices: (current.usagePrices as AddPriceDto['usagePrices'] | null) ?? undefined,
    isPackage: current.isPackage,
  };
}
