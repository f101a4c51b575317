import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type {
  Page,
  WebhookDeliveryDto,
  WebhookDeliveryWholeDto,
  WebhookEndpointDto,
} from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import { WallClock } from '../platform/clock';
import type { PageRequest } from '../platform/cursor';
import { Metrics } from '../platform/metrics';
import { ProductStore } from '../storefront/product.store';
import { webhookBody } from './webhook-body';
import { WebhookEndpointStore, type Instants } from './webhook-endpoint.store';
import { WebhookLogStore, type DeliveryFilter } from './webhook-log.store';

/** Addresses of products and what they were sent, for staff; how many need a person, for those who run the system. */
@Injectable()
export class ReadWebhooks implements OnModuleInit {
  private readonly log = new Logger(ReadWebhooks.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly metrics: Metrics,
    private readonly products: ProductStore,
    private readonly endpoints: WebhookEndpointStore,
    private readonly sent: WebhookLogStore,
  ) {}

  /** @throws DomainError `product_not_found` */
  async ofProduct(productCode: string, request: PageRequest): Promise<Page<WebhookEndpointDto>> {
    await this.products.read(this.db.manager, productCode);
    return this.endpoints.list(this.db.manager, productCode, request, await this.instants());
  }

  /** Of all products, those that are gone or have failed for an hour. */
  async troubles(request: PageRequest): Promise<Page<WebhookEndpointDto>> {
    return this.endpoints.list(this.db.manager, null, request, await this.instants());
  }

  /** @throws ApiError `not_found` */
  async deliveries(
    productCode: string,
    id: string,
    filter: DeliveryFilter,
  ): Promise<Page<WebhookDeliveryDto>> {
    await this.endpoints.read(this.db.manager, productCode, id);
    return this.sent.list(this.db.manager, id, filter);
  }

  /** @throws ApiError `not_found` */
  async delivery(productCode: string, id: string, eventId: string): Promise<WebhookDeliveryWholeDto> {
    await this.endpoints.read(this.db.manager, productCode, id);
    const found = await this.sent.one(this.db.manager, id, eventId);
    if (!found) throw notFound('Такого события этому адресу не отправляли');
    return { ...found.view, body: webhookBody(found.event), attempts: found.attempts };
  }

  onModuleInit(): void {
    const gauge = new Gauge({
      name: 'webhook_endpoints_attention',
      help: 'Addresses of products that are gone, or have failed for an hour',
      registers: [this.metrics.registry],
      collect: async () => {
        try {
          gauge.set(await this.endpoints.countTroubles(this.db.manager, await this.clock.now()));
        } catch (error) {
          // The other metrics are needed most when the database does not answer.
          gauge.reset();
          this.log.warn({ msg: 'Web hooks could not be counted', error: String(error) });
        }
      },
    });
  }

  private async instants(): Promise<Instants> {
    return { now: await this.clock.now(), machine: await this.wallClock.now() };
  }
}
