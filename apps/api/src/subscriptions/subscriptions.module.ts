import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { CertificatesCore } from '../certificates/certificates-core.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { Wakings } from '../platform/wakings/wakings';
import { ProjectsCore } from '../projects/projects-core.module';
import { PromotionsCore } from '../promotions/promotions-core.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { AnswerPriceChange } from './answer-price-change';
import { ChangePlan } from './change-plan';
import { ChangeSubscription } from './change-subscription';
import { ConnectProduct } from './connect-product';
import { EndSubscription } from './end-subscription';
import { FindTrial } from './find-trial';
import { FollowSeats } from './follow-seats';
import { ForecastRenewals } from './forecast-renewals';
import { QuoteConnection } from './quote-connection';
import { QuoteSubscription } from './quote-subscription';
import { QuotesController } from './quotes.controller';
import { ListPriceChanges } from './list-price-changes';
import { ListSubscriptions } from './list-subscriptions';
import { NextPeriodController } from './next-period.controller';
import { OrderNextPeriod } from './order-next-period';
import { OrderSubscriptions } from './order-subscriptions';
import { PriceChangesController } from './price-changes.controller';
import { SubscriptionsController } from './subscriptions.controller';
import { SubscriptionsCore } from './subscriptions-core.module';
import { RemindCustomers } from './remind-customers';
import { SeatStore } from './seat.store';
import { RemindOfPrices } from './remind-of-prices';
import { SubscriptionStore } from './subscription.store';
import { TrialStore } from './trial.store';

const HOUR_MS = 3_600_000;

@Module({
  imports: [
    AccountsModule,
    CertificatesCore,
    LedgerModule,
    NoticesModule,
    ProjectsCore,
    StorefrontModule,
    SubscriptionsCore,
    PromotionsCore,
  ],
  controllers: [NextPeriodController, PriceChangesController, QuotesController, SubscriptionsController],
  providers: [
    AnswerPriceChange,
    ChangePlan,
    ChangeSubscription,
    ConnectProduct,
    EndSubscription,
    FindTrial,
    FollowSeats,
    ForecastRenewals,
    ListPriceChanges,
    ListSubscriptions,
    OrderNextPeriod,
    OrderSubscriptions,
    QuoteConnection,
    QuoteSubscription,
    RemindCustomers,
    SeatStore,
    RemindOfPrices,
    SubscriptionStore,
    TrialStore,
  ],
  exports: [
    AnswerPriceChange,
    ConnectProduct,
    EndSubscription,
    FindTrial,
    FollowSeats,
    ListPriceChanges,
    ListSubscriptions,
    QuoteConnection,
    RemindCustomers,
    RemindOfPrices,
    SubscriptionStore,
    TrialStore,
  ],
})
export class SubscriptionsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly remind: RemindCustomers,
  ) {}

  onModuleInit(): void {
    this.wakings.register('life_cycle', () => this.remind.run(), HOUR_MS);
  }
}
