import { Injectable, Logger } from '@nestjs/common';
import { Clock, DomainError } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { AnnouncePriceChange } from '../storefront/announce-price-change';
import { PricePlanStore, type WaitingPlan } from './price-plan.store';

/**
 * Announces the planned prices whose day has come: work due is a query. One that comes too late for what the offer promises, or
 * that the catalogue refuses by now, is held and tells nobody: staff decide.
 */
@Injectable()
export class AnnounceDuePrices {
  private readonly log = new Logger(AnnounceDuePrices.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly plans: PricePlanStore,
    private readonly announcement: AnnouncePriceChange,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const id of await this.plans.due(this.db.manager, now)) {
      await withTransaction(this.db, async (tx) => {
        const plan = await this.plans.claim(tx, id);
        if (plan) await this.announce(tx, plan, now);
      });
      this.waker.wake('notices');
    }
  }

  nextDue(after: Date): Promise<Date | null> {
    return this.plans.nextDue(this.db.manager, after);
  }

  private async announce(tx: EntityManager, plan: WaitingPlan, now: Date): Promise<void> {
    try {
      const change = await tx.transaction((inner) =>
        this.announcement.announce(inner, plan.productCode, plan.wish, { actor: plan.plannedBy, now }),
      );
      await this.plans.announced(tx, plan.id, change.id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const because = [error.message, ...error.errors.map(({ message }) => message)].join('. ');
      this.log.warn({ msg: 'A planned price was held', plan: plan.id, because });
      await this.plans.hold(tx, plan.id, because);
    }
  }
}
