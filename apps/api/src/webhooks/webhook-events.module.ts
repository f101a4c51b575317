import { Module } from '@nestjs/common';
import { TellProducts } from './tell-products';
import { WebhookEventStore } from './webhook-event.store';

/** Writing down what products are told of: whatever changes subscriptions stands on it. */
@Module({
  providers: [TellProducts, WebhookEventStore],
  exports: [TellProducts, WebhookEventStore],
})
export class WebhookEventsModule {}
