import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { ProjectsCore } from '../projects/projects-core.module';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { WebhookEventsModule } from '../webhooks/webhook-events.module';
import { ChargeRaise } from './charge-raise';
import { ConfirmReservation } from './confirm-reservation';
import { CountInTurns } from './count-in-turns';
import { CountUsage } from './count-usage';
import { ForgetOldUse } from './forget-old-use';
import { OpenMeters } from './open-meters';
import { RecordUsage } from './record-usage';
import { ReleaseReservation } from './release-reservation';
import { ReservationStore } from './reservation.store';
import { ReserveUsage } from './reserve-usage';
import { ShowUsage } from './show-usage';
import { UsageController } from './usage.controller';
import { UsageStore } from './usage.store';
import { UsedSubscriptionStore } from './used-subscription.store';

@Module({
  imports: [AccountsModule, NoticesModule, SubscriptionsCore, WebhookEventsModule, ProjectsCore],
  controllers: [UsageController],
  providers: [
    ChargeRaise,
    ConfirmReservation,
    CountInTurns,
    CountUsage,
    ForgetOldUse,
    OpenMeters,
    RecordUsage,
    ReleaseReservation,
    ReservationStore,
    ReserveUsage,
    ShowUsage,
    UsageStore,
    UsedSubscriptionStore,
  ],
  exports: [CountUsage, OpenMeters, ShowUsage],
})
export class UsageModule {}
