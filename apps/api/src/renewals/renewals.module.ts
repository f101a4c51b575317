import { Module, type OnModuleInit } from '@nestjs/common';
import { NoticesModule } from '../notices/notices.module';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { WebhookEventsModule } from '../webhooks/webhook-events.module';
import { DrainRun } from './drain-run';
import { ListRuns } from './list-runs';
import { RenewalsController } from './renewals.controller';
import { OutagesController } from './outages.controller';
import { RecordOutage } from './record-outage';
import { ParkedStore } from './parked.store';
import { PlainStore } from './plain.store';
import { RehearseRun } from './rehearse-run';
import { RenewAccounts } from './renew-accounts';
import { RenewPlain } from './renew-plain';
import { RetryParked } from './retry-parked';
import { RunDueRenewals } from './run-due-renewals';
import { RunRenewals } from './run-renewals';
import { RunStore } from './run.store';
import { RunSumStore } from './run-sum.store';
import { StopRun } from './stop-run';

const MINUTE_MS = 60_000;

@Module({
  imports: [NoticesModule, SellersModule, StorefrontModule, SubscriptionsCore, WebhookEventsModule],
  controllers: [OutagesController, RenewalsController],
  providers: [
    DrainRun,
    ListRuns,
    ParkedStore,
    PlainStore,
    RecordOutage,
    RehearseRun,
    RenewAccounts,
    RenewPlain,
    RetryParked,
    RunDueRenewals,
    RunRenewals,
    RunStore,
    RunSumStore,
    StopRun,
  ],
  exports: [RunDueRenewals, RunRenewals, RunStore],
})
export class RenewalsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly runDue: RunDueRenewals,
  ) {}

  onModuleInit(): void {
    this.wakings.register('renewals', () => this.runDue.run(), MINUTE_MS);
  }
}
