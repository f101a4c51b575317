import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { CreatePromotion } from './create-promotion';
import { EndPromotion } from './end-promotion';
import { OfferPromotions } from './offer-promotions';
import { PreviewPromotion } from './preview-promotion';
import { PromotionsController } from './promotions.controller';
import { PromotionsCore } from './promotions-core.module';

/** Promotions: products given free of charge to whoever connects them within some days (rule 8). */
@Module({
  imports: [AccountsModule, PromotionsCore, StorefrontModule, SubscriptionsModule],
  controllers: [PromotionsController],
  providers: [CreatePromotion, EndPromotion, OfferPromotions, PreviewPromotion],
  exports: [OfferPromotions],
})
export class PromotionsModule {}
