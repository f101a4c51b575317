import { Injectable } from '@nestjs/common';
import type { CreatePromotionDto, Page, PromotionDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { ProductStore } from '../storefront/product.store';
import { draftOf } from './draft-promotion';
import { PromotionStore } from './promotion.store';

/** Adds a promotion. Who is connected already gets nothing by it. Refuses what `draftOf` refuses. */
@Injectable()
export class CreatePromotion {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly products: ProductStore,
    private readonly promotions: PromotionStore,
  ) {}

  async run(wish: CreatePromotionDto, by: string): Promise<PromotionDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const { rule, sellerCode } = await draftOf(tx, this.products, wish, { id: newId(now), at: now });
      await this.promotions.insert(tx, {
        ...rule,
        sellerCode,
        productCodes: wish.productCodes,
        createdBy: by,
      });
      return this.promotions.view(tx, rule.id, now);
    });
  }

  async list(request: PageRequest): Promise<Page<PromotionDto>> {
    return this.promotions.list(this.db.manager, request, await this.clock.now());
  }
}
