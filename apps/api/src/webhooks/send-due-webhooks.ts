import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Wakings } from '../platform/wakings/wakings';
import { judgeAttempt, type WebhookAttempt, type WebhookVerdict } from './judge-attempt';
import { webhookHeaders } from './sign-webhook';
import { webhookBody } from './webhook-body';
import { WebhookDeliveryStore, type LeasedDelivery } from './webhook-delivery.store';
import { WebhookEndpointStore } from './webhook-endpoint.store';
import { WebhookSender } from './webhook-sender';

/** Requests of this process under way at once, and of those the most to one address (by all processes together). */
const AT_ONCE = 64;
const PER_ENDPOINT = 4;
/** Longer than any request may take, so that nobody else sends what is being sent. */
const LEASE_MS = 60_000;
const LOOK_AGAIN_MS = 1_000;
/** An address that failed for longer than this and works again is at once sent what was put off meanwhile. */
const LONG_FAILURE_MS = 3_600_000;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const PRUNE_EVERY_MS = 3_600_000;

/**
 * Tells products what happened, at least once and in the order of each account: declared − delivered is a query. A lease says who
 * is sending; when that process dies, the lease runs out and the same event is sent again under the same id. A slow address takes
 * its own few places and nobody else's.
 */
@Injectable()
export class SendDueWebhooks {
  private readonly log = new Logger(SendDueWebhooks.name);
  private prunedAt = new Date(0);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly config: AppConfig,
    private readonly deliveries: WebhookDeliveryStore,
    private readonly endpoints: WebhookEndpointStore,
    private readonly sender: WebhookSender,
    private readonly wakings: Wakings,
  ) {}

  async run(): Promise<void> {
    const underWay = new Set<Promise<void>>();
    for (;;) {
      const wasUnderWay = underWay.size;
      const due = await this.claim(AT_ONCE - wasUnderWay);
      for (const delivery of due) {
        const sent = this.send(delivery).finally(() => underWay.delete(sent));
        underWay.add(sent);
      }
      if (due.length > 0) continue;
      // What ended while we looked may have had something behind it, which we did not see yet.
      if (wasUnderWay === 0) break;
      if (underWay.size > 0) await Promise.race([...underWay, pause(LOOK_AGAIN_MS)]);
    }
    await this.prune();
  }

  /** When something is due again, for the clock of the sandbox. */
  nextDue(at: Date): Promise<Date | null> {
    return this.deliveries.nextTry(this.db.manager, at);
  }

  private async claim(limit: number): Promise<LeasedDelivery[]> {
    if (limit <= 0 || this.wakings.isLeaving) return [];
    const machine = await this.wallClock.now();
    return this.deliveries.claim(this.db.manager, {
      now: await this.clock.now(),
      machine,
      lease: newId(machine),
      leasedUntil: new Date(machine.getTime() + LEASE_MS + this.config.webhooks.patienceMs),
      limit,
      perEndpoint: PER_ENDPOINT,
    });
  }

  /** What goes wrong here and is not an answer is tried again when the lease has run out. */
  private async send(delivery: LeasedDelivery): Promise<void> {
    try {
      const at = await this.wallClock.now();
      const secrets = await this.endpoints.secrets(this.db.manager, delivery.endpoint_id, at);
      const body = webhookBody(delivery);
      const headers = webhookHeaders(secrets, { id: delivery.event_id, at, body });
      const attempt = await this.sender.post(delivery.url, headers, body);
      const now = await this.clock.now();
      const verdict = judgeAttempt(attempt, delivery.tries, now, Math.random());
      await withTransaction(this.db, (tx) => this.record(tx, delivery, attempt, verdict, now));
    } catch (error) {
      this.log.error({
        msg: 'A web hook could not be recorded',
        event: delivery.event_id,
        error: String(error),
      });
    }
  }

  private async record(
    tx: EntityManager,
    delivery: LeasedDelivery,
    attempt: WebhookAttempt,
    verdict: WebhookVerdict,
    now: Date,
  ): Promise<void> {
    const { endpoint_id: id } = delivery;
    await this.deliveries.noteAttempt(tx, newId(now), delivery, attempt, now);
    switch (verdict.kind) {
      case 'delivered':
        await this.deliveries.settle(tx, delivery, 'delivered', now);
        return this.works(tx, id, now);
      case 'gone':
        await this.deliveries.settle(tx, delivery, 'dead', now);
        await this.endpoints.switchOff(tx, id, 'gone');
        await this.deliveries.closeQueue(tx, id, now);
        this.log.warn({ msg: 'A web hook is gone (410) and switched off', endpoint: id });
        return;
      case 'dead':
        await this.deliveries.settle(tx, delivery, 'dead', now);
        this.log.warn({ msg: 'A web hook was given up', endpoint: id, event: delivery.event_id });
        return this.endpoints.noteFailure(tx, id, now, verdict.restUntil);
      case 'again':
        await this.deliveries.putOff(tx, delivery, verdict.at);
        return this.endpoints.noteFailure(tx, id, now, verdict.restUntil);
    }
  }

  /** Back to life by itself: after a long failure nothing waits for the end of its pause. */
  private async works(tx: EntityManager, id: string, now: Date): Promise<void> {
    const failedSince = await this.endpoints.noteDelivery(tx, id, now);
    if (failedSince !== null && now.getTime() - failedSince.getTime() >= LONG_FAILURE_MS)
      await this.deliveries.bringForward(tx, id, now);
  }

  private async prune(): Promise<void> {
    const now = await this.clock.now();
    if (now.getTime() - this.prunedAt.getTime() < PRUNE_EVERY_MS) return;
    this.prunedAt = now;
    await this.deliveries.prune(this.db.manager, new Date(now.getTime() - KEPT_DAYS * DAY_MS));
  }
}
