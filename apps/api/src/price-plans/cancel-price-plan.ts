import { Injectable } from '@nestjs/common';
import type { Page, PricePlanDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import type { PageRequest } from '../platform/cursor';
import { withTransaction } from '../platform/database';
import { PricePlanStore } from './price-plan.store';

/** Takes a planned price back while nobody was told of it. Refuses: `price_plan_over`. */
@Injectable()
export class CancelPricePlan {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly plans: PricePlanStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(id: string, by: string): Promise<PricePlanDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      if (!(await this.plans.claim(tx, id))) {
        await this.plans.view(tx, id, now);
        throw new ApiError(
          'price_plan_over',
          'Об этой цене уже предупредили или её отменили. Чтобы вернуть прежнюю, объявите её заново.',
        );
      }
      await this.plans.cancel(tx, id, by, now);
      return this.plans.view(tx, id, now);
    });
  }

  async list(request: PageRequest): Promise<Page<PricePlanDto>> {
    return this.plans.list(this.db.manager, request, await this.clock.now());
  }
}
