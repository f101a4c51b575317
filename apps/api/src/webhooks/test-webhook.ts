import { Injectable } from '@nestjs/common';
import { WEBHOOK_TEST, type WebhookTrialDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { newId } from '../platform/ids';
import { webhookHeaders } from './sign-webhook';
import { webhookBody } from './webhook-body';
import { WebhookEndpointStore } from './webhook-endpoint.store';
import { WebhookSender } from './webhook-sender';

/**
 * Sends one event about nothing, now, and answers what came of it: an address is tried before anything depends on it, also while it
 * is off. Nothing of it is kept.
 * @throws ApiError `not_found`
 */
@Injectable()
export class TestWebhook {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly endpoints: WebhookEndpointStore,
    private readonly sender: WebhookSender,
  ) {}

  async run(productCode: string, id: string): Promise<WebhookTrialDto> {
    const now = await this.clock.now();
    const at = await this.wallClock.now();
    const { url } = await this.endpoints.read(this.db.manager, productCode, id);
    const secrets = await this.endpoints.secrets(this.db.manager, id, at);
    const eventId = newId(now);
    const body = webhookBody({ type: WEBHOOK_TEST, at: now, data: { product: productCode } });
    const attempt = await this.sender.post(url, webhookHeaders(secrets, { id: eventId, at, body }), body);
    const { outcome, status, answer, tookMs } = attempt;
    const delivered = status !== null && status >= 200 && status < 300;
    return { eventId, delivered, at: now.toISOString(), outcome, status, answer, tookMs };
  }
}
