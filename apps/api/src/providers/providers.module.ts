import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { LeavingModule } from '../leaving/leaving.module';
import { NoticesModule } from '../notices/notices.module';
import { PaymentsModule } from '../payments/payments.module';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { AutopaymentStore } from './autopayment.store';
import { BeginAutopayment } from './begin-autopayment';
import { DraftPayment } from './draft-payment';
import { EndAutopayment } from './end-autopayment';
import { KeptCardStore } from './kept-card.store';
import { RefuseAutopayment } from './refuse-autopayment';
import { RunAutopayments } from './run-autopayments';
import { SendPayment } from './send-payment';
import { ShowAutopayment } from './show-autopayment';
import { AutopaymentsController } from './autopayments.controller';
import { BeginPayment } from './begin-payment';
import { CarryOutRefunds } from './carry-out-refunds';
import { DecideCardRefund } from './decide-card-refund';
import { DecideFiscalReceipt } from './decide-fiscal-receipt';
import { EndRefund } from './end-refund';
import { FindOutPayment } from './find-out-payment';
import { FiscalReceiptStore } from './fiscal-receipt.store';
import { FiscalReceiptsController } from './fiscal-receipts.controller';
import { FollowFiscalReceipts } from './follow-fiscal-receipts';
import { FollowPaymentLink } from './follow-payment-link';
import { ListFiscalReceipts } from './list-fiscal-receipts';
import { ListProviderPayments } from './list-provider-payments';
import { LookUpPayments } from './look-up-payments';
import { PrepaymentStore } from './prepayment.store';
import { ProviderPaymentStore } from './provider-payment.store';
import { ProviderRefundStore } from './provider-refund.store';
import { ProvidersController } from './providers.controller';
import { RecordFiscalReceipt } from './record-fiscal-receipt';
import { RefundToCard } from './refund-to-card';
import { ReturnFromProvider } from './return-from-provider';
import { RobokassaClient } from './robokassa-client';
import { SendOffset } from './send-offset';
import { SetOffPrepayments } from './set-off-prepayments';
import { SettlePayment } from './settle-payment';
import { ShowCardRefund } from './show-card-refund';
import { Shops } from './shops';
import { TakeRobokassaResult } from './take-robokassa-result';
import { TakeYookassaNotification } from './take-yookassa-notification';
import { YookassaClient } from './yookassa-client';

const MINUTE_MS = 60_000;

/** Card payments: shops, pages, notifications and what was never notified of. */
@Module({
  imports: [AccountsModule, LeavingModule, NoticesModule, PaymentsModule, SellersModule, SubscriptionsCore],
  controllers: [AutopaymentsController, FiscalReceiptsController, ProvidersController],
  providers: [
    AutopaymentStore,
    BeginAutopayment,
    DraftPayment,
    EndAutopayment,
    KeptCardStore,
    RefuseAutopayment,
    RunAutopayments,
    SendPayment,
    ShowAutopayment,
    BeginPayment,
    CarryOutRefunds,
    DecideCardRefund,
    DecideFiscalReceipt,
    EndRefund,
    FindOutPayment,
    FiscalReceiptStore,
    FollowFiscalReceipts,
    FollowPaymentLink,
    ListFiscalReceipts,
    ListProviderPayments,
    LookUpPayments,
    PrepaymentStore,
    ProviderPaymentStore,
    ProviderRefundStore,
    RecordFiscalReceipt,
    RefundToCard,
    ReturnFromProvider,
    RobokassaClient,
    SendOffset,
    SetOffPrepayments,
    SettlePayment,
    Shops,
    ShowCardRefund,
    TakeRobokassaResult,
    TakeYookassaNotification,
    YookassaClient,
  ],
  exports: [
    CarryOutRefunds,
    FollowFiscalReceipts,
    KeptCardStore,
    LookUpPayments,
    RunAutopayments,
    SetOffPrepayments,
  ],
})
export class ProvidersModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly lookUp: LookUpPayments,
    private readonly refunds: CarryOutRefunds,
    private readonly autopayments: RunAutopayments,
    private readonly fiscal: FollowFiscalReceipts,
    private readonly setOff: SetOffPrepayments,
  ) {}

  onModuleInit(): void {
    this.wakings.register('providers', () => this.lookUp.run(), MINUTE_MS);
    this.wakings.register('providers', () => this.autopayments.run(), MINUTE_MS);
    this.wakings.register('providers', () => this.refunds.run(), MINUTE_MS);
    this.wakings.register('providers', () => this.setOff.run(), MINUTE_MS);
    this.wakings.register('providers', () => this.fiscal.run(), MINUTE_MS);
  }
}
