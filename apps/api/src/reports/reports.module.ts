import { Module } from '@nestjs/common';
import { RenewalsModule } from '../renewals/renewals.module';
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
  imports: [RenewalsModule, SellersModule, StorefrontModule, SubscriptionsCore],
  controllers: [ReportsController],
  providers: [ForeseeRevenue, MoneyReportStore, ReadReport, SubscriptionReportStore],
})
export class ReportsModule {}
