import { Module } from '@nestjs/common';
import { RunStore } from '../renewals/run.store';
import { SellersModule } from '../sellers/sellers.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { ForeseeRevenue } from './foresee-revenue';
import { MoneyReportStore } from './money-report.store';
import { ReadReport } from './read-report';
import { ReportsController } from './reports.controller';
import { SubscriptionReportStore } from './subscription-report.store';

/** What staff read of the whole business. */
@Module({
  imports: [SellersModule, StorefrontModule, SubscriptionsCore],
  controllers: [ReportsController],
  // A store has no state.
  providers: [ForeseeRevenue, MoneyReportStore, ReadReport, RunStore, SubscriptionReportStore],
})
export class ReportsModule {}
