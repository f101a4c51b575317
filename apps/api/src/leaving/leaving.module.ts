import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountingModule } from '../accounting/accounting.module';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { PersonalDataModule } from '../personal-data/personal-data.module';
import { Wakings } from '../platform/wakings/wakings';
import { CertificatesCore } from '../certificates/certificates-core.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { ComputeRefund } from './compute-refund';
import { DrawUpRefundOrders } from './draw-up-refund-orders';
import { EraseAccount } from './erase-account';
import { ForgetEndedContracts } from './forget-ended-contracts';
import { IdleAccountStore } from './idle-account.store';
import { KeepSignedCopy } from './keep-signed-copy';
import { ReadLeavingDays } from './leaving-days';
import { LeavingController } from './leaving.controller';
import { LeavingFactsReader } from './leaving-facts';
import { PayRefundByStatement } from './pay-refund-by-statement';
import { RefundMoney } from './refund-money';
import { RefundOrderStore } from './refund-order.store';
import { RefundOrdersController } from './refund-orders.controller';
import { RefundPaymentStore } from './refund-payment.store';
import { RefundStore } from './refund.store';
import { ShowSignedCopy } from './show-signed-copy';
import { SignedCopiesController } from './signed-copies.controller';
import { StepIdleAccounts } from './step-idle-accounts';
import { StepLicenceEnds } from './step-licence-ends';
import { StepLifeCycle } from './step-life-cycle';
import { TerminateAccount } from './terminate-account';

const HOUR_MS = 3_600_000;

@Module({
  imports: [
    AccountingModule,
    AccountsModule,
    CertificatesCore,
    DocumentsModule,
    LedgerModule,
    NoticesModule,
    PersonalDataModule,
    SubscriptionsCore,
    SubscriptionsModule,
  ],
  controllers: [LeavingController, RefundOrdersController, SignedCopiesController],
  providers: [
    ComputeRefund,
    DrawUpRefundOrders,
    EraseAccount,
    ForgetEndedContracts,
    IdleAccountStore,
    LeavingFactsReader,
    KeepSignedCopy,
    ReadLeavingDays,
    PayRefundByStatement,
    RefundMoney,
    RefundOrderStore,
    RefundPaymentStore,
    RefundStore,
    ShowSignedCopy,
    StepIdleAccounts,
    StepLicenceEnds,
    StepLifeCycle,
    TerminateAccount,
  ],
  exports: [
    ForgetEndedContracts,
    PayRefundByStatement,
    RefundMoney,
    RefundStore,
    StepIdleAccounts,
    StepLicenceEnds,
    StepLifeCycle,
    TerminateAccount,
  ],
})
export class LeavingModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly stepLifeCycle: StepLifeCycle,
    private readonly stepIdleAccounts: StepIdleAccounts,
    private readonly forget: ForgetEndedContracts,
    private readonly stepLicenceEnds: StepLicenceEnds,
    private readonly terminate: TerminateAccount,
  ) {}

  onModuleInit(): void {
    this.wakings.register('life_cycle', () => this.stepLifeCycle.run(), HOUR_MS);
    this.wakings.register('life_cycle', () => this.stepLicenceEnds.run(), HOUR_MS);
    this.wakings.register('life_cycle', () => this.stepIdleAccounts.run(), HOUR_MS);
    this.wakings.register('life_cycle', () => this.forget.run(), HOUR_MS);
    this.wakings.register('life_cycle', () => this.terminate.carryOutDue(), HOUR_MS);
  }
}
