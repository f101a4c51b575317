import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { CarryOutPlans } from './carry-out-plans';
import { SettleAccount } from './settle-account';
import { SnapshotStore } from './snapshot.store';

/** Reading snapshots and carrying plans out: what runs, top-ups and changes share. */
@Module({
  imports: [LedgerModule, NoticesModule],
  providers: [CarryOutPlans, SettleAccount, SnapshotStore],
  exports: [CarryOutPlans, SettleAccount, SnapshotStore],
})
export class SubscriptionsCore {}
