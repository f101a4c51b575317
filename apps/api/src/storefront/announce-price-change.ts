import { Injectable } from '@nestjs/common';
import { assertNoticeInTime, catalogError, currentPrice, termsOf } from '@rocket/catalog';
import type { AddPriceDto, AnnouncePriceChangeDto, PriceChangeDto } from '@rocket/contracts';
import { Clock, dayOf, localDate, moneyText, printUnitPrice } from '@rocket/kernel';
import { costOf, type PriceTerms } from '@rocket/billing';
import { DataSource, type EntityManager } from 'typeorm';
import { NoticeStore, type NewNotice } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { insertPrice } from './add-price';
import { priceChangeNotice } from './price-change.rows';
import { PRICE_COLUMNS, priceTermsOf, type PriceRow } from './price.rows';
import { shapeView } from './product-view';
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
    private readonly waker: Waker,
  ) {}

  async run(productCode: string, wish: AnnouncePriceChangeDto, actor: string): Promise<PriceChangeDto> {
    const now = await this.clock.now();
    const change = await withTransaction(this.db, async (tx) => {
      const product = await this.products.read(tx, productCode);
      const today = dayOf(now, product.timeZone);
      assertNoticeInTime(product.terms, today, localDate(wish.effectiveOn));
      const current = currentPrice(product.prices, wish.period, localDate(wish.effectiveOn));
      if (!current) {
        throw catalogError('price_not_found', `У продукта нет цены на период ${wish.period}`, {}, [
          { path: 'period', message: 'Для этого периода ещё нет цены' },
        ]);
      }
      // What is included and what is metered stays: only the price of the unit was announced.
      const { effectiveOn, ...announced } = wish;
      const price = {
        ...announced,
        validFrom: effectiveOn,
        minQuantity: current.minQuantity,
        limits: (current.limits as AddPriceDto['limits'] | null) ?? undefined,
        usagePrices: (current.usagePrices as AddPriceDto['usagePrices'] | null) ?? undefined,
      };
      const priceId = await insertPrice(tx, product, price, now);
      const changed = (await this.products.read(tx, productCode)).prices.find((each) => each.id === priceId)!;
      const id = newId(now);
      await tx.query(
        `insert into price_change (id, product_code, period, price_id, effective_on, announced_at, announced_by)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, productCode, wish.period, priceId, wish.effectiveOn, now, actor],
      );
      const accountsTold = await this.tell(tx, product, wish, { id, price: termsOf(changed) }, now);
      const { period, unitPrice } = wish;
      const shape = shapeView(changed, product.currency);
      return { id, period, unitPrice, ...shape, effectiveOn, announcedAt: now.toISOString(), accountsTold };
    });
    this.waker.wake('notices');
    return change;
  }

  private async tell(
    tx: EntityManager,
    product: ProductRecord,
    wish: AnnouncePriceChangeDto,
    change: { readonly id: string; readonly price: PriceTerms },
    now: Date,
  ): Promise<number> {
    const users: ({ account_id: string; quantity: number; price_id: string } & PriceRow)[] = await tx.query(
      `select s.account_id, s.quantity, p.id as price_id, ${PRICE_COLUMNS}
         from subscription s join price p on p.id = s.price_id
        where s.product_code = $1 and s.period = $2 and s.ended_no = 0`,
      [product.code, wish.period],
    );
    const notices = users.map((user): NewNotice => ({
      accountId: user.account_id,
      key: priceChangeNotice(change.id),
      kind: 'price_change',
      facts: {
        changeId: change.id,
        productCode: product.code,
        productName: product.name,
        period: wish.period,
        effectiveOn: wish.effectiveOn,
        oldUnitPrice: { amount: printUnitPrice(user.unit_price), currency: product.currency },
        newUnitPrice: wish.unitPrice,
        oldCost: moneyText(costOf(priceTermsOf(user.price_id, user), user.quantity), product.currency),
        newCost: moneyText(costOf(change.price, user.quantity), product.currency),
      },
    }));
    await this.notices.post(tx, notices, now);
    return users.length;
  }
}
