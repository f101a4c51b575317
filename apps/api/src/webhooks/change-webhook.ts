import { Injectable } from '@nestjs/common';
import type { ChangeWebhookDto, WebhookEndpointDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { assertMayBeTold } from './assert-may-be-told';
import { WebhookDeliveryStore } from './webhook-delivery.store';
import { WebhookEndpointStore } from './webhook-endpoint.store';

/**
 * Changes an address, what it is told, what it is called; switches it on or off. What waits when it is switched off is undelivered:
 * when it is on again, a person decides what of it is still worth sending. Another address has not failed yet.
 * @throws ApiError `not_found`, `validation_failed` for an address that may not be told
 */
@Injectable()
export class ChangeWebhook {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly config: AppConfig,
    private readonly endpoints: WebhookEndpointStore,
    private readonly deliveries: WebhookDeliveryStore,
  ) {}

  async run(productCode: string, id: string, wish: ChangeWebhookDto): Promise<WebhookEndpointDto> {
    const now = await this.clock.now();
    const machine = await this.wallClock.now();
    if (wish.url !== undefined) assertMayBeTold(wish.url, this.config);
    return withTransaction(this.db, async (tx) => {
      const before = await this.endpoints.lock(tx, productCode, id);
      const { url, events, description, isOn } = wish;
      const isNew = (url !== undefined && url !== before.url) || (isOn === true && !before.isOn);
      await this.endpoints.set(tx, id, {
        ...(url === undefined ? {} : { url }),
        ...(events === undefined ? {} : { events }),
        ...(description === undefined ? {} : { description }),
        ...(isOn === true ? { is_on: true, off_because: null } : {}),
        ...(isNew ? { failing_since: null, wait_until: null } : {}),
      });
      if (isOn === false && before.isOn) {
        await this.endpoints.switchOff(tx, id, 'by_hand');
        await this.deliveries.closeQueue(tx, id, now);
      }
      return this.endpoints.view(tx, id, { now, machine });
    });
  }
}
