import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { InstallsModule } from '../installs/installs.module';
import { NoticesModule } from '../notices/notices.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { FollowNotices } from './follow-notices';
import { ShowWidget } from './show-widget';
import { WidgetController } from './widget.controller';

@Module({
  imports: [AccountsModule, InstallsModule, NoticesModule, StorefrontModule, SubscriptionsModule],
  controllers: [WidgetController],
  providers: [FollowNotices, ShowWidget],
})
export class WidgetModule {}
