import { Module, type OnModuleInit } from '@nestjs/common';
import { Wakings } from '../platform/wakings/wakings';
import { StorefrontModule } from '../storefront/storefront.module';
import { AnnounceDuePrices } from './announce-due-prices';
import { CancelPricePlan } from './cancel-price-plan';
import { PlanPriceChange } from './plan-price-change';
import { PreviewPriceChange } from './preview-price-change';
import { PricePlanStore } from './price-plan.store';
import { PricePlansController } from './price-plans.controller';

const SWEEP_MS = 15_000;

/** New prices before anybody is told of them. */
@Module({
  imports: [StorefrontModule],
  controllers: [PricePlansController],
  providers: [AnnounceDuePrices, CancelPricePlan, PlanPriceChange, PreviewPriceChange, PricePlanStore],
  exports: [AnnounceDuePrices],
})
export class PricePlansModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly announceDue: AnnounceDuePrices,
  ) {}

  onModuleInit(): void {
    this.wakings.register('announcements', () => this.announceDue.run(), SWEEP_MS);
  }
}
