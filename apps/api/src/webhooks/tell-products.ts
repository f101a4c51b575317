import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCommit } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { standingEvent } from './standing-event';
import { WebhookEventStore, type WebhookEvent } from './webhook-event.store';

/** A notice that a threshold of use was crossed, and whose. */
export interface CrossedThreshold {
  readonly account: { readonly id: string; readonly amocrmAccountId: number };
  readonly subscription: {
    readonly id: string;
    readonly productCode: string;
    readonly projectId: string | null;
  };
  readonly notices: readonly { readonly key: string; readonly facts: Readonly<Record<string, unknown>> }[];
}

/**
 * Writes down, in the transaction of a change, what products are to be told of it; the telling begins after the commit. The
 * accounts are locked. What stands otherwise than was told is found by a query, so whatever changed it is told of, and nothing twice.
 */
@Injectable()
export class TellProducts {
  constructor(
    private readonly events: WebhookEventStore,
    private readonly waker: Waker,
  ) {}

  /** Where subscriptions of these accounts stand now. Costs one small read where no product has anybody to tell. */
  async ofStandings(tx: EntityManager, accountIds: readonly string[], now: Date): Promise<void> {
    const products = await this.events.productsTold(tx);
    if (products.length === 0) return;
    const changed = await this.events.changed(tx, accountIds, products);
    if (changed.length === 0) return;
    await this.events.markTold(tx, changed);
    await this.write(
      tx,
      changed.map((each) => standingEvent(each, newId(now), now)),
      now,
    );
  }

  /** Thresholds of use that were crossed (`usage.threshold`), as their notices say. */
  async ofThresholds(tx: EntityManager, crossed: CrossedThreshold, now: Date): Promise<void> {
    const { account, subscription, notices } = crossed;
    if (notices.length === 0) return;
    const products = await this.events.productsTold(tx);
    if (!products.includes(subscription.productCode)) return;
    const events = notices.map(({ key, facts }): WebhookEvent => {
      const { unit, thresholds, used, limit, over, resetsAt } = facts;
      return {
        accountId: account.id,
        id: newId(now),
        key,
        productCode: subscription.productCode,
        type: 'usage.threshold',
        at: now,
        data: {
          account: account.amocrmAccountId,
          accountId: account.id,
          product: subscription.productCode,
          ...(subscription.projectId === null ? {} : { project: subscription.projectId }),
          subscriptionId: subscription.id,
          unit,
          thresholds,
          used,
          limit,
          over,
          resetsAt,
        },
      };
    });
    await this.write(tx, events, now);
  }

  private async write(tx: EntityManager, events: readonly WebhookEvent[], now: Date): Promise<void> {
    const last = await this.events.lastNumbers(tx, [...new Set(events.map(({ accountId }) => accountId))]);
    const numbered = events.map((event) => {
      const no = (last.get(event.accountId) ?? 0) + 1;
      last.set(event.accountId, no);
      return { ...event, no };
    });
    await this.events.insert(tx, numbered, now);
    afterCommit(tx, () => this.waker.wake('webhooks'));
  }
}
