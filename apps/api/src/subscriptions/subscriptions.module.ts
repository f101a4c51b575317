import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { ChangePlan } from './change-plan';
import { ChangeSubscription } from './change-subscription';
import { ConnectProduct } from './connect-product';
import { EndSubscription } from './end-subscription';
import { ForecastRenewals } from './forecast-renewals';
import { ListSubscriptions } from './list-subscriptions';
import { SubscriptionsController } from './subscriptions.controller';
import { SubscriptionsCore } from './subscriptions-core.module';
import { SubscriptionStore } from './subscription.store';
import { TrialStore } from './trial.store';

@Module({
  imports: [AccountsModule, LedgerModule, NoticesModule, StorefrontModule, SubscriptionsCore],
  controllers: [SubscriptionsController],
  providers: [
    ChangePlan,
    ChangeSubscription,
    ConnectProduct,
    EndSubscription,
    ForecastRenewals,
    ListSubscriptions,
    SubscriptionStore,
    TrialStore,
  ],
  exports: [ListSubscriptions, SubscriptionStore, TrialStore],
})
export class SubscriptionsModule {}
