import { Injectable } from '@nestjs/common';
import type { NewWebhookDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { newWebhookSecret } from './sign-webhook';
import { WebhookEndpointStore } from './webhook-endpoint.store';

const OVERLAP_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * Puts a new secret in the place of the one in use, which signs beside it for a day or as long as told, so that the product changes
 * it without missing anything. 0 hours: the old one is known to others and is over at once.
 * @throws ApiError `not_found`
 */
@Injectable()
export class RotateWebhookSecret {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly endpoints: WebhookEndpointStore,
  ) {}

  async run(productCode: string, id: string, overlapHours = OVERLAP_HOURS): Promise<NewWebhookDto> {
    const now = await this.clock.now();
    const machine = await this.wallClock.now();
    return withTransaction(this.db, async (tx) => {
      await this.endpoints.lock(tx, productCode, id);
      const until = new Date(machine.getTime() + overlapHours * HOUR_MS);
      await this.endpoints.retireSecrets(tx, id, until, machine);
      const secret = newWebhookSecret();
      await this.endpoints.addSecret(tx, id, newId(machine), secret, machine);
      return { ...(await this.endpoints.view(tx, id, { now, machine })), secret };
    });
  }
}
