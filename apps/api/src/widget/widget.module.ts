import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { InstallsModule } from '../installs/installs.module';
import { NoticesModule } from '../notices/notices.module';
import { PromotionsModule } from '../promotions/promotions.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { FillShelf } from './fill-shelf';
import { FollowNotices } from './follow-notices';
import { NoticeBell } from './notice-bell';
import { ShowWidget } from './show-widget';
import { WidgetController } from './widget.controller';

@Module({
  imports: [
    AccountsModule,
    InstallsModule,
    NoticesModule,
    PromotionsModule,
    StorefrontModule,
    SubscriptionsModule,
  ],
  controllers: [WidgetController],
  providers: [FillShelf, FollowNotices, NoticeBell, ShowWidget],
})
export class WidgetModule {}
