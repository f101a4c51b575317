import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  createPromotion,
  pageQuery,
  type Page,
  type PromotionDto,
  type PromotionPreviewDto,
} from '@rocket/contracts';
import type { z } from 'zod';
import {
  AnswersInTransaction,
  AccountParam,
  Caller,
  IdParam,
  Who,
  ZodBody,
  ZodQuery,
  callerKey,
  type CallerOf,
} from '../platform/door';
import { CreatePromotion } from './create-promotion';
import { EndPromotion } from './end-promotion';
import { OfferPromotions } from './offer-promotions';
import { PreviewPromotion } from './preview-promotion';

@Controller()
export class PromotionsController {
  constructor(
    private readonly createPromotion: CreatePromotion,
    private readonly previewPromotion: PreviewPromotion,
    private readonly endPromotion: EndPromotion,
    private readonly offerPromotions: OfferPromotions,
  ) {}

  @Get('promotions')
  @Who('support', 'administrator')
  list(@ZodQuery(pageQuery) query: z.output<typeof pageQuery>): Promise<Page<PromotionDto>> {
    return this.createPromotion.list(query);
  }

  @Post('promotions')
  @AnswersInTransaction()
  @Who('administrator')
  create(
    @ZodBody(createPromotion) body: z.output<typeof createPromotion>,
    @Caller() caller: CallerOf,
  ): Promise<PromotionDto> {
    return this.createPromotion.run(body, callerKey(caller));
  }

  @Post('promotions/preview')
  @Who('administrator')
  @HttpCode(200)
  preview(@ZodBody(createPromotion) body: z.output<typeof createPromotion>): Promise<PromotionPreviewDto> {
    return this.previewPromotion.run(body);
  }

  @Post('promotions/:id/end')
  @AnswersInTransaction()
  @Who('administrator')
  @HttpCode(200)
  end(@IdParam('id') id: string, @Caller() caller: CallerOf): Promise<PromotionDto> {
    return this.endPromotion.run(id, callerKey(caller));
  }

  @Get('accounts/:id/promised-terms')
  @Who('customer', 'staff')
  promised(@AccountParam('id') id: string): ReturnType<OfferPromotions['list']> {
    return this.offerPromotions.list(id);
  }
}
