import { Injectable } from '@nestjs/common';
import { planResumption } from '@rocket/billing';
import { dayOf } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { CarryOutPlans } from './carry-out-plans';
import { SnapshotStore } from './snapshot.store';

/**
 * What follows, inside the same transaction, from anything that makes more money or bonus available or changes what is
 * connected: suspended subscriptions resume in the customer's order, and the account's state and next due day are set
 * right. The caller holds the account's lock.
 */
@Injectable()
export class SettleAccount {
  constructor(
    private readonly snapshots: SnapshotStore,
    private readonly plans: CarryOutPlans,
  ) {}

  async run(tx: EntityManager, accountId: string, actor: string, now: Date): Promise<void> {
    const before = await this.snapshots.readOne(tx, accountId);
    const today = dayOf(now, before.snapshot.timeZone);
    const plan = planResumption(before.snapshot, today, now);
    await this.plans.run(tx, [{ before, plan }], { now, actor, runId: null, today });
  }
}
