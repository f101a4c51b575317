import { Injectable } from '@nestjs/common';
import type { BalanceAlert } from '@rocket/billing';
import type { Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

/** Thresholds of balances, and whether each is armed. */
@Injectable()
export class AlertStore {
  async read(tx: EntityManager, accountIds: readonly string[]): Promise<Map<string, BalanceAlert[]>> {
    const rows: { account_id: string; threshold: string; armed: boolean }[] = await tx.query(
      'select account_id, threshold, armed from balance_alert where account_id = any($1::uuid[]) order by threshold',
      [accountIds],
    );
    const alerts = new Map<string, BalanceAlert[]>();
    for (const row of rows) {
      const alert = { threshold: BigInt(row.threshold), armed: row.armed };
      alerts.set(row.account_id, [...(alerts.get(row.account_id) ?? []), alert]);
    }
    return alerts;
  }

  async arm(tx: EntityManager, accountId: string, alerts: readonly BalanceAlert[]): Promise<void> {
    await tx.query(
      `update balance_alert b set armed = x.armed from unnest($2::bigint[], $3::boolean[]) as x(threshold, armed)
        where b.account_id = $1 and b.threshold = x.threshold and b.armed <> x.armed`,
      [accountId, alerts.map(({ threshold }) => threshold.toString()), alerts.map(({ armed }) => armed)],
    );
  }

  /** Replaces the thresholds. One that is already passed is armed only when the balance comes back above it. */
  async replace(
    tx: EntityManager,
    accountId: string,
    thresholds: readonly Minor[],
    balance: Minor,
  ): Promise<void> {
    await tx.query('delete from balance_alert where account_id = $1', [accountId]);
    const unique = [...new Set(thresholds)];
    await tx.query(
      `insert into balance_alert (account_id, threshold, armed)
       select $1, x.threshold, x.threshold <= $3 from unnest($2::bigint[]) as x(threshold)`,
      [accountId, unique.map(String), balance.toString()],
    );
  }
}
