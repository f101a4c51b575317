import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { WebhookEventsModule } from '../webhooks/webhook-events.module';
import { CarryOutPlans } from './carry-out-plans';
import { ChargedLineStore } from './charged-line.store';
import { PostEntry } from './post-entry';
import { PriceChangeStore } from './price-change.store';
import { SettleAccount } from './settle-account';
import { SnapshotStore } from './snapshot.store';
import { UsageChargeStore } from './usage-charge.store';
import { WatchBalance } from './watch-balance';

/** Reading snapshots and carrying plans out: what runs, top-ups and changes share. */
@Module({
  imports: [LedgerModule, NoticesModule, WebhookEventsModule],
  providers: [
    UsageChargeStore,
    CarryOutPlans,
    ChargedLineStore,
    PostEntry,
    PriceChangeStore,
    SettleAccount,
    SnapshotStore,
    WatchBalance,
  ],
  exports: [
    CarryOutPlans,
    ChargedLineStore,
    PostEntry,
    PriceChangeStore,
    SettleAccount,
    SnapshotStore,
    WatchBalance,
  ],
})
export class SubscriptionsCore {}
