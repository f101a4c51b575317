import { Injectable } from '@nestjs/common';
import type { PromotionDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { PromotionStore } from './promotion.store';

/** Ends a promotion now: nobody gets anything by it any more, what it has given stays given. Refuses: `promotion_over`. */
@Injectable()
export class EndPromotion {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly promotions: PromotionStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(id: string, by: string): Promise<PromotionDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const { state } = await this.promotions.view(tx, id, now);
      if (state === 'closed' || !(await this.promotions.end(tx, id, by, now)))
        throw new ApiError('promotion_over', 'Акция уже закончилась');
      return this.promotions.view(tx, id, now);
    });
  }
}
