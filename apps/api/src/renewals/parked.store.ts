import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

/** Why and when an account was put aside. */
export interface Parking {
  readonly accountId: string;
  readonly date: LocalDate;
  /** The run that met it; null when a person tried it alone. */
  readonly runId: string | null;
  readonly cause: string;
}

const LONGEST_CAUSE = 1000;

@Injectable()
export class ParkedStore {
  async park(tx: EntityManager, parking: Parking, now: Date): Promise<void> {
    await tx.query(
      `insert into parked_account (account_id, business_date, cause, parked_at, run_id) values ($1, $2, $3, $4, $5)
       on conflict (account_id) do update set business_date = excluded.business_date, cause = excluded.cause,
         parked_at = excluded.parked_at, run_id = excluded.run_id, tries = parked_account.tries + 1`,
      [parking.accountId, parking.date, parking.cause.slice(0, LONGEST_CAUSE), now, parking.runId],
    );
  }

  async unpark(tx: EntityManager, accountIds: readonly string[]): Promise<void> {
    await tx.query('delete from parked_account where account_id = any($1::uuid[])', [accountIds]);
  }
}
