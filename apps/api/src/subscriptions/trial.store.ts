import { Injectable } from '@nestjs/common';
import type { Trial } from '@rocket/catalog';
import type { EntityManager } from 'typeorm';

/** Trials outlive subscriptions: whatever is removed and installed again, the end stays as it was fixed. */
@Injectable()
export class TrialStore {
  /** With the project it began in; null: the product is used once in an account. */
  async find(
    tx: EntityManager,
    accountId: string,
    productCode: string,
  ): Promise<(Trial & { readonly projectId: string | null }) | null> {
    const [row] = await tx.query(
      'select started_at, ends_at, project_id from trial where account_id = $1 and product_code = $2',
      [accountId, productCode],
    );
    return row ? { startedAt: row.started_at, endsAt: row.ends_at, projectId: row.project_id } : null;
  }

  async daysAdded(tx: EntityManager, accountId: string, productCode: string): Promise<number> {
    const [row] = await tx.query(
      'select coalesce(sum(days), 0)::int as days from trial_extension where account_id = $1 and product_code = $2',
      [accountId, productCode],
    );
    return row.days;
  }

  async extend(
    tx: EntityManager,
    extension: {
      accountId: string;
      productCode: string;
      id: string;
      days: number;
      reason: string;
      by: string;
      endsAt: Date;
    },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into trial_extension (account_id, product_code, id, days, reason, extended_by, extended_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        extension.accountId,
        extension.productCode,
        extension.id,
        extension.days,
        extension.reason,
        extension.by,
        now,
      ],
    );
    await tx.query('update trial set ends_at = $3 where account_id = $1 and product_code = $2', [
      extension.accountId,
      extension.productCode,
      extension.endsAt,
    ]);
  }

  /** Fixes the end at the first start; a later start changes nothing. */
  async begin(
    tx: EntityManager,
    accountId: string,
    productCode: string,
    projectId: string | null,
    trial: Trial,
  ): Promise<void> {
    await tx.query(
      `insert into trial (account_id, product_code, started_at, ends_at, project_id) values ($1, $2, $3, $4, $5)
       on conflict (account_id, product_code) do nothing`,
      [accountId, productCode, trial.startedAt, trial.endsAt, projectId],
    );
  }
}
