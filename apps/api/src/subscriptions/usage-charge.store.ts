import { Injectable } from '@nestjs/common';
import { bonusOf, type PlannedUsage, type UsageAccrual } from '@rocket/billing';
import type { EntityManager } from 'typeorm';
import { bulkInsert } from '../platform/bulk';

/** A planned charge for metered use, with its number in the journal; null when no value moved. */
export interface PlacedUsage {
  readonly accountId: string;
  readonly usage: PlannedUsage;
  readonly seq: number | null;
}

/** What is left with a subscription when its periods that are over have been posted. */
export interface LeftUsage {
  readonly accountId: string;
  readonly subscriptionId: string;
  readonly left: readonly UsageAccrual[];
}

/** Metered use that was posted: each subscription, period and unit once. */
@Injectable()
export class UsageChargeStore {
  async write(
    tx: EntityManager,
    placed: readonly PlacedUsage[],
    act: { readonly now: Date; readonly runId: string | null },
  ): Promise<void> {
    const column = (name: string, type: string, value: (each: PlacedUsage) => unknown) => ({
      name,
      type,
      values: placed.map(value),
    });
    await bulkInsert(tx, 'usage_charge', [
      column('account_id', 'uuid', ({ accountId }) => accountId),
      column('subscription_id', 'uuid', ({ usage }) => usage.subscriptionId),
      column('period_start', 'date', ({ usage }) => usage.periodStart),
      column('unit', 'text', ({ usage }) => usage.unit),
      column('period_end', 'date', ({ usage }) => usage.periodEnd),
      column('business_date', 'date', ({ usage }) => usage.businessDate),
      column('seq', 'integer', ({ seq }) => seq),
      column('quantity', 'numeric', ({ usage }) => usage.quantity),
      column('exact', 'numeric', ({ usage }) => usage.exact),
      column('amount', 'bigint', ({ usage }) => usage.amount.toString()),
      column('bonus_part', 'bigint', ({ usage }) => bonusOf(usage.draw).toString()),
      column('unpaid', 'bigint', ({ usage }) => usage.unpaid.toString()),
      column('rest', 'numeric', ({ usage }) => usage.rest),
      column('run_id', 'uuid', () => act.runId),
      column('recorded_at', 'timestamptz', () => act.now),
    ]);
  }

  /** Replaces what subscriptions have come to by what is left of it. The caller has locked their accounts. */
  async leave(tx: EntityManager, subscriptions: readonly LeftUsage[]): Promise<void> {
    if (subscriptions.length === 0) return;
    await tx.query(
      `delete from usage_accrual where (account_id, subscription_id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
      [subscriptions.map((each) => each.accountId), subscriptions.map((each) => each.subscriptionId)],
    );
    const rows = subscriptions.flatMap(({ left, ...of }) => left.map((each) => ({ ...of, ...each })));
    await bulkInsert(tx, 'usage_accrual', [
      { name: 'account_id', type: 'uuid', values: rows.map((row) => row.accountId) },
      { name: 'subscription_id', type: 'uuid', values: rows.map((row) => row.subscriptionId) },
      { name: 'unit', type: 'text', values: rows.map((row) => row.unit) },
      { name: 'period_start', type: 'date', values: rows.map((row) => row.periodStart) },
      { name: 'period_end', type: 'date', values: rows.map((row) => row.periodEnd ?? null) },
      { name: 'quantity', type: 'numeric', values: rows.map((row) => row.quantity) },
      { name: 'amount', type: 'numeric', values: rows.map((row) => row.amount) },
    ]);
  }
}
