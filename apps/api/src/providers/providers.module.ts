import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { PaymentsModule } from '../payments/payments.module';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { BeginPayment } from './begin-payment';
import { FindOutPayment } from './find-out-payment';
import { FollowPaymentLink } from './follow-payment-link';
import { ListProviderPayments } from './list-provider-payments';
import { LookUpPayments } from './look-up-payments';
import { ProviderPaymentStore } from './provider-payment.store';
import { ProvidersController } from './providers.controller';
import { ReturnFromProvider } from './return-from-provider';
import { RobokassaClient } from './robokassa-client';
import { SettlePayment } from './settle-payment';
import { Shops } from './shops';
import { TakeRobokassaResult } from './take-robokassa-result';
import { TakeYookassaNotification } from './take-yookassa-notification';
import { YookassaClient } from './yookassa-client';

const MINUTE_MS = 60_000;

/** Card payments: shops, pages, notifications and what was never notified of. */
@Module({
  imports: [AccountsModule, PaymentsModule, SellersModule],
  controllers: [ProvidersController],
  providers: [
    BeginPayment,
    FindOutPayment,
    FollowPaymentLink,
    ListProviderPayments,
    LookUpPayments,
    ProviderPaymentStore,
    ReturnFromProvider,
    RobokassaClient,
    SettlePayment,
    Shops,
    TakeRobokassaResult,
    TakeYookassaNotification,
    YookassaClient,
  ],
  exports: [LookUpPayments],
})
export class ProvidersModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly lookUp: LookUpPayments,
  ) {}

  onModuleInit(): void {
    this.wakings.register('providers', () => this.lookUp.run(), MINUTE_MS);
  }
}
