import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { DecideTransfer } from './decide-transfer';
import { ListTransfers } from './list-transfers';
import { OfferTransfer } from './offer-transfer';
import { TransferStore } from './transfer.store';
import { TransfersController } from './transfers.controller';

@Module({
  imports: [AccountsModule, NoticesModule, StorefrontModule, SubscriptionsCore, SubscriptionsModule],
  controllers: [TransfersController],
  providers: [DecideTransfer, ListTransfers, OfferTransfer, TransferStore],
})
export class TransfersModule {}
