import { Injectable } from '@nestjs/common';
import type { CreateWebhookDto, NewWebhookDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { ProductStore } from '../storefront/product.store';
import { assertMayBeTold } from './assert-may-be-told';
import { newWebhookSecret } from './sign-webhook';
import { WebhookEndpointStore } from './webhook-endpoint.store';
import { WebhookEventStore } from './webhook-event.store';

/**
 * Adds an address that a product is told at. It is told what happens from now on; its secret is answered once.
 * @throws DomainError `product_not_found`, `validation_failed` for an address that may not be told
 */
@Injectable()
export class CreateWebhook {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly config: AppConfig,
    private readonly products: ProductStore,
    private readonly endpoints: WebhookEndpointStore,
    private readonly events: WebhookEventStore,
  ) {}

  async run(productCode: string, wish: CreateWebhookDto, createdBy: string): Promise<NewWebhookDto> {
    const now = await this.clock.now();
    const machine = await this.wallClock.now();
    assertMayBeTold(wish.url, this.config);
    return withTransaction(this.db, async (tx) => {
      await this.products.read(tx, productCode);
      const secret = newWebhookSecret();
      const id = newId(now);
      const { url, events, description = null } = wish;
      await this.endpoints.insert(tx, { id, productCode, url, description, events, createdBy }, now);
      await this.endpoints.addSecret(tx, id, newId(machine), secret, machine);
      await this.events.beginStanding(tx, productCode);
      return { ...(await this.endpoints.view(tx, id, { now, machine })), secret };
    });
  }
}
