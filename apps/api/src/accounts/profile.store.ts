import { Injectable } from '@nestjs/common';
import type { RequisitesDto } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';

/** The customer's own requisites, for documents. */
@Injectable()
export class ProfileStore {
  async find(tx: EntityManager, accountId: string): Promise<RequisitesDto | null> {
    const [row] = await tx.query('select requisites from customer_profile where account_id = $1', [
      accountId,
    ]);
    return row?.requisites ?? null;
  }

  async save(
    tx: EntityManager,
    accountId: string,
    requisites: RequisitesDto,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into customer_profile (account_id, requisites, inn, updated_at, updated_by) values ($1, $2, $3, $4, $5)
       on conflict (account_id) do update set requisites = excluded.requisites, inn = excluded.inn,
         updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [accountId, JSON.stringify(requisites), requisites.inn, now, by],
    );
  }
}
