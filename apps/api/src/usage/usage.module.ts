import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { WebhookEventsModule } from '../webhooks/webhook-events.module';
import { CountUsage } from './count-usage';
import { RecordUsage } from './record-usage';
import { ShowUsage } from './show-usage';
import { UsageController } from './usage.controller';
import { UsageStore } from './usage.store';

@Module({
  imports: [AccountsModule, NoticesModule, SubscriptionsCore, WebhookEventsModule],
  controllers: [UsageController],
  providers: [CountUsage, RecordUsage, ShowUsage, UsageStore],
  exports: [ShowUsage],
})
export class UsageModule {}
