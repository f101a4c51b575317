import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { PromotionsCore } from '../promotions/promotions-core.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { AccessController } from './access.controller';
import { GrantAccess } from './grant-access';
import { RevokeAccess } from './revoke-access';

@Module({
  imports: [
    AccountsModule,
    NoticesModule,
    PromotionsCore,
    StorefrontModule,
    SubscriptionsCore,
    SubscriptionsModule,
  ],
  controllers: [AccessController],
  providers: [GrantAccess, RevokeAccess],
})
export class AccessModule {}
