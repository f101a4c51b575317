import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { PlanStore } from './plan.store';
import { SettleAccount } from './settle-account';
import { SnapshotStore } from './snapshot.store';

/** Reading snapshots and carrying plans out: what runs, top-ups and changes share. */
@Module({
  imports: [LedgerModule, NoticesModule],
  providers: [PlanStore, SettleAccount, SnapshotStore],
  exports: [PlanStore, SettleAccount, SnapshotStore],
})
export class SubscriptionsCore {}
