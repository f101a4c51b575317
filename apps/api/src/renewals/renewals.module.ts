import { Module, type OnModuleInit } from '@nestjs/common';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { ListRuns } from './list-runs';
import { RenewalsController } from './renewals.controller';
import { RunDueRenewals } from './run-due-renewals';
import { RunRenewals } from './run-renewals';
import { RunStore } from './run.store';

const MINUTE_MS = 60_000;

@Module({
  imports: [SellersModule, SubscriptionsCore],
  controllers: [RenewalsController],
  providers: [ListRuns, RunDueRenewals, RunRenewals, RunStore],
  exports: [RunDueRenewals, RunRenewals],
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
