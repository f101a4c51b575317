import { Injectable } from '@nestjs/common';
import { assertPartner } from '@rocket/catalog';
import { priceOfFile, type OfferProductDto, type OfferProfileDto } from '@rocket/contracts';
import { dayOf } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { SellerStore } from '../sellers/seller.store';
import { insertPrice } from './add-price';
import { insertProduct } from './create-product';
import { ProductStore } from './product.store';

/** A seller of `offers/` with its products, on sale from today: all of it or nothing. Refuses taken codes. */
@Injectable()
export class LoadOffer {
  constructor(
    private readonly sellers: SellerStore,
    private readonly products: ProductStore,
  ) {}

  async run(
    tx: EntityManager,
    { profile, products }: { profile: OfferProfileDto; products: readonly OfferProductDto[] },
    now: Date,
  ): Promise<void> {
    await this.sellers.insert(tx, profile, now);
    const today = dayOf(now, profile.timeZone);
    for (const { prices, ...product } of products) {
      if (product.partner !== undefined) assertPartner(profile.terms.partners ?? [], product.partner);
      await insertProduct(tx, { ...product, seller: profile.code }, now);
      const record = await this.products.read(tx, product.code);
      for (const price of prices)
        await insertPrice(tx, record, priceOfFile(price, profile.currency, today), now);
    }
  }
}
