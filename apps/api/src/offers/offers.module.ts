import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { AcceptOffer } from './accept-offer';
import { OfferVersionStore } from './offer-version.store';
import { OffersController } from './offers.controller';
import { PublishOfferVersion } from './publish-offer-version';
import { TakeUpOfferVersions } from './take-up-offer-versions';

const HOUR_MS = 3_600_000;

@Module({
  imports: [AccountsModule, NoticesModule, SellersModule],
  controllers: [OffersController],
  providers: [AcceptOffer, OfferVersionStore, PublishOfferVersion, TakeUpOfferVersions],
  exports: [TakeUpOfferVersions],
})
export class OffersModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly takeUp: TakeUpOfferVersions,
  ) {}

  onModuleInit(): void {
    this.wakings.register('life_cycle', () => this.takeUp.run(), HOUR_MS);
  }
}
