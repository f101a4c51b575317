import { Injectable } from '@nestjs/common';
import type { WebhookDeliveryDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiError, notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { WebhookDeliveryStore } from './webhook-delivery.store';
import { WebhookEndpointStore } from './webhook-endpoint.store';
import { WebhookLogStore } from './webhook-log.store';

/**
 * Sends again what was sent or could not be, under the same ids: whoever has it already can tell.
 * @throws ApiError `not_found`, `webhook_off`
 */
@Injectable()
export class ReplayWebhook {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly endpoints: WebhookEndpointStore,
    private readonly deliveries: WebhookDeliveryStore,
    private readonly log: WebhookLogStore,
    private readonly waker: Waker,
  ) {}

  /** Everything since an instant that the address wants and has not got. */
  async run(productCode: string, id: string, since: Date): Promise<{ queued: number }> {
    const now = await this.clock.now();
    const queued = await withTransaction(this.db, async (tx) => {
      await this.assertOn(tx, productCode, id);
      return this.deliveries.replaySince(tx, id, since, now);
    });
    this.waker.wake('webhooks');
    return { queued };
  }

  /** One event, whatever became of it. */
  async one(productCode: string, id: string, eventId: string): Promise<WebhookDeliveryDto> {
    const now = await this.clock.now();
    const answer = await withTransaction(this.db, async (tx) => {
      await this.assertOn(tx, productCode, id);
      const found =
        (await this.deliveries.replayOne(tx, id, eventId, now)) && (await this.log.one(tx, id, eventId));
      if (!found) throw notFound('Такого события этому адресу не отправляли');
      return found.view;
    });
    this.waker.wake('webhooks');
    return answer;
  }

  private async assertOn(tx: EntityManager, productCode: string, id: string): Promise<void> {
    const { isOn } = await this.endpoints.lock(tx, productCode, id);
    if (!isOn) throw new ApiError('webhook_off', 'Сначала включите этот адрес');
  }
}
