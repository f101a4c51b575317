import { Module, type OnModuleInit } from '@nestjs/common';
import { Wakings } from '../platform/wakings/wakings';
import { RenewalsModule } from '../renewals/renewals.module';
import { SellersModule } from '../sellers/sellers.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { AnswerReport } from './answer-report';
import { ComputeAnswers } from './compute-answers';
import { ForeseeRevenue } from './foresee-revenue';
import { MoneyReportStore } from './money-report.store';
import { ReadReport } from './read-report';
import { ReportAnswerStore } from './report-answer.store';
import { ReportsController } from './reports.controller';
import { SubscriptionReportStore } from './subscription-report.store';

const MINUTE_MS = 60_000;

/** What staff read of the whole business. */
@Module({
  imports: [RenewalsModule, SellersModule, StorefrontModule, SubscriptionsCore],
  controllers: [ReportsController],
  providers: [
    AnswerReport,
    ComputeAnswers,
    ForeseeRevenue,
    MoneyReportStore,
    ReadReport,
    ReportAnswerStore,
    SubscriptionReportStore,
  ],
})
export class ReportsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly computeAnswers: ComputeAnswers,
  ) {}

  onModuleInit(): void {
    this.wakings.register('reports', () => this.computeAnswers.run(), MINUTE_MS);
  }
}
