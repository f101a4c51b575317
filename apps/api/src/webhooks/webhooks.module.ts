import { Module, type OnModuleInit } from '@nestjs/common';
import { Wakings } from '../platform/wakings/wakings';
import { StorefrontModule } from '../storefront/storefront.module';
import { ChangeWebhook } from './change-webhook';
import { CreateWebhook } from './create-webhook';
import { ReadWebhooks } from './read-webhooks';
import { ReplayWebhook } from './replay-webhook';
import { RotateWebhookSecret } from './rotate-webhook-secret';
import { SendDueWebhooks } from './send-due-webhooks';
import { TestWebhook } from './test-webhook';
import { WebhookDeliveryStore } from './webhook-delivery.store';
import { WebhookEndpointStore } from './webhook-endpoint.store';
import { WebhookEventsModule } from './webhook-events.module';
import { WebhookLogStore } from './webhook-log.store';
import { WebhookSender } from './webhook-sender';
import { WebhooksController } from './webhooks.controller';

const SWEEP_MS = 5_000;

/** Telling products by HTTP what happens to their subscriptions. */
@Module({
  imports: [StorefrontModule, WebhookEventsModule],
  controllers: [WebhooksController],
  providers: [
    ChangeWebhook,
    CreateWebhook,
    ReadWebhooks,
    ReplayWebhook,
    RotateWebhookSecret,
    SendDueWebhooks,
    TestWebhook,
    WebhookDeliveryStore,
    WebhookEndpointStore,
    WebhookLogStore,
    WebhookSender,
  ],
  exports: [SendDueWebhooks],
})
export class WebhooksModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly sendDue: SendDueWebhooks,
  ) {}

  onModuleInit(): void {
    this.wakings.register('webhooks', () => this.sendDue.run(), SWEEP_MS);
  }
}
