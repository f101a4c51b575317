import { Module } from '@nestjs/common';
import { AccessStore } from '../access/access.store';
import { NoticesModule } from '../notices/notices.module';
import { PromotionStore } from './promotion.store';
import { TakePromotion } from './take-promotion';

/** What connecting a product needs of promotions. */
@Module({
  imports: [NoticesModule],
  providers: [AccessStore, PromotionStore, TakePromotion],
  exports: [AccessStore, PromotionStore, TakePromotion],
})
export class PromotionsCore {}
