import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  pageQuery,
  planPriceChange,
  previewPriceChange,
  type Page,
  type PriceChangePreviewDto,
  type PricePlanDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  Caller,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { CancelPricePlan } from './cancel-price-plan';
import { PlanPriceChange } from './plan-price-change';
import { PreviewPriceChange } from './preview-price-change';

@Controller()
@Who('administrator')
export class PricePlansController {
  constructor(
    private readonly previewPriceChange: PreviewPriceChange,
    private readonly planPriceChange: PlanPriceChange,
    private readonly cancelPricePlan: CancelPricePlan,
  ) {}

  @Post('products/:code/price-changes/preview')
  @HttpCode(200)
  preview(
    @Param('code') code: string,
    @ZodBody(previewPriceChange) body: z.output<typeof previewPriceChange>,
    @ZodQuery(pageQuery) query: z.output<typeof pageQuery>,
  ): Promise<PriceChangePreviewDto> {
    return this.previewPriceChange.run(code, body, query);
  }

  @Post('products/:code/price-plans')
  @AnswersInTransaction()
  plan(
    @Param('code') code: string,
    @ZodBody(planPriceChange) body: z.output<typeof planPriceChange>,
    @Caller() caller: CallerOf,
  ): Promise<PricePlanDto> {
    return this.planPriceChange.run(code, body, callerKey(caller));
  }

  @Get('price-plans')
  list(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<PricePlanDto>> {
    return this.cancelPricePlan.list(query);
  }

  @Post('price-plans/:id/cancellation')
  @AnswersInTransaction()
  @HttpCode(200)
  cancel(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<PricePlanDto> {
    return this.cancelPricePlan.run(id, callerKey(caller));
  }
}
