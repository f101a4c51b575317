import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { PaymentsModule } from '../payments/payments.module';
import { Wakings } from '../platform/wakings/wakings';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { AdjustBalance } from './adjust-balance';
import { AdjustBonus } from './adjust-bonus';
import { ApprovalStore } from './approval.store';
import { DecideApproval } from './decide-approval';
import { ExtendTrial } from './extend-trial';
import { GiveBonus } from './give-bonus';
import { PreviewAct } from './preview-act';
import { PreviewStore } from './preview.store';
import { PreviewsController } from './previews.controller';
import { ReadBonusLimits } from './read-bonus-limits';
import { RecordExpiries } from './record-expiries';
import { ReverseEntry } from './reverse-entry';
import { RevokeRest } from './revoke-rest';
import { SupportController } from './support.controller';

const MINUTE_MS = 60_000;

@Module({
  imports: [
    AccountsModule,
    DocumentsModule,
    LedgerModule,
    NoticesModule,
    PaymentsModule,
    SubscriptionsCore,
    SubscriptionsModule,
  ],
  controllers: [PreviewsController, SupportController],
  providers: [
    AdjustBalance,
    AdjustBonus,
    ExtendTrial,
    PreviewAct,
    PreviewStore,
    ReadBonusLimits,
    ApprovalStore,
    DecideApproval,
    GiveBonus,
    RecordExpiries,
    ReverseEntry,
    RevokeRest,
  ],
  exports: [RecordExpiries],
})
export class SupportModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly expiries: RecordExpiries,
  ) {}

  onModuleInit(): void {
    this.wakings.register('expiries', () => this.expiries.run(), MINUTE_MS);
  }
}
