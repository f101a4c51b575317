import { Injectable } from '@nestjs/common';
import type { PriceTerms } from '@rocket/billing';
import { assertPeriodAllowed, catalogError, tariffOf } from '@rocket/catalog';
import type { AddPriceDto, PriceDto } from '@rocket/contracts';
import { Clock, dayOf, type Currency } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { ProductStore, type ProductRecord } from './product.store';
import { priceView } from './product-view';

/** Adds a price version for newcomers, from today on; those who are connected keep the price they have (rule 9). */
@Injectable()
export class AddPrice {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductStore,
  ) {}

  async run(productCode: string, wish: AddPriceDto): Promise<PriceDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const product = await this.products.read(tx, productCode);
      if (wish.validFrom < dayOf(now, product.timeZone)) {
        throw catalogError('valid_from_in_the_past', 'Цена не может действовать задним числом', {}, [
          { path: 'validFrom', message: 'Сегодня или позже' },
        ]);
      }
      tariffOf(product, wish.tariff);
      const id = await insertPrice(tx, product, wish, now);
      const saved = await this.products.read(tx, productCode);
      return priceView(
        saved.prices.find((price) => price.id === id)!,
        saved.currency,
      );
    });
  }
}

/** Writes a price version. @throws DomainError for a period or currency the seller does not sell in */
export async function insertPrice(
  tx: EntityManager,
  product: ProductRecord,
  wish: AddPriceDto,
  now: Date,
): Promise<string> {
  assertSellable(product, wish);
  const id = newId(now);
  await tx.query('select 1 from product where code = $1 for update', [product.code]);
  await tx.query(
    `insert into price (id, product_code, period, unit_price, min_quantity, valid_from, version, tiers, limits, usage_prices,
       created_at, tier_mode, pack_size, is_package, tariff)
     values ($1, $2, $3, $4, $5, $6, (select coalesce(max(version), 0) + 1 from price where product_code = $2), $7, $8, $9, $10,
       $11, $12, $13, $14)`,
    [
      id,
      product.code,
      wish.period,
      wish.unitPrice.amount,
      wish.minQuantity ?? 1,
      wish.validFrom,
      wish.tiers ? JSON.stringify(wish.tiers.map(toTier)) : null,
      wish.limits ? JSON.stringify(wish.limits) : null,
      wish.usagePrices ? JSON.stringify(wish.usagePrices) : null,
      now,
      wish.tierMode ?? (wish.tiers ? 'graduated' : null),
      wish.packSize ?? null,
      wish.isPackage ?? false,
      wish.tariff ?? null,
    ],
  );
  return id;
}

/** @throws DomainError for a period or currency the seller does not sell in */
export function assertSellable(product: ProductRecord, wish: AddPriceDto): void {
  assertPeriodAllowed(product.terms, wish.period);
  assertCurrency(wish.unitPrice.currency, product.currency, 'unitPrice.currency');
  wish.tiers?.forEach(({ unitPrice, flatFee }, index) => {
    assertCurrency(unitPrice.currency, product.currency, `tiers.${index}.unitPrice.currency`);
    if (flatFee) assertCurrency(flatFee.currency, product.currency, `tiers.${index}.flatFee.currency`);
  });
  wish.usagePrices?.forEach((each, index) =>
    assertCurrency(each.unitPrice.currency, product.currency, `usagePrices.${index}.unitPrice.currency`),
  );
}

/** What a period would cost by a price that nobody has written down. */
export const termsOfWish = ({ unitPrice, tiers, tierMode, packSize }: AddPriceDto): PriceTerms => ({
  priceId: 'wished',
  unitPrice: unitPrice.amount,
  tiers: tiers?.map(toTier) ?? null,
  tierMode: tierMode ?? (tiers ? 'graduated' : null),
  packSize: packSize ?? null,
});

const toTier = ({ upTo, unitPrice, flatFee }: NonNullable<AddPriceDto['tiers']>[number]) => ({
  upTo,
  unitPrice: unitPrice.amount,
  ...(flatFee ? { flatFee: flatFee.amount } : {}),
});

function assertCurrency(given: Currency, currency: Currency, path: string): void {
  if (given === currency) return;
  throw catalogError('currency_mismatch', `Продавец ведёт расчёты в ${currency}`, {}, [
    { path, message: `Нужна ${currency}` },
  ]);
}
