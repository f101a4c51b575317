import { Injectable } from '@nestjs/common';
import type { Page, ParkedAccountDto } from '@rocket/contracts';
import type { Currency, LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { parkedBecause } from './parked.rows';

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

  /** Locks an account that is parked and still due. null when there is none: repaired, renewed or never parked. */
  async lock(
    tx: EntityManager,
    accountId: string,
  ): Promise<{ readonly date: LocalDate; readonly timeZone: string; readonly currency: Currency } | null> {
    const [row] = await tx.query(
      `select p.business_date, s.time_zone, s.currency from account a join parked_account p on p.account_id = a.id
         join seller s on s.code = a.seller_code
        where a.id = $1 and ${STILL_DUE} for no key update of a`,
      [accountId],
    );
    return row ? { date: row.business_date, timeZone: row.time_zone, currency: row.currency } : null;
  }

  async read(tx: EntityManager, accountId: string): Promise<ParkedAccountDto | null> {
    const [row]: ParkedRow[] = await tx.query(`${PARKED} and p.account_id = $1`, [accountId]);
    return row ? toDto(row) : null;
  }

  async list(tx: EntityManager, request: PageRequest): Promise<Page<ParkedAccountDto>> {
    const cursor = cursorOf<[string, string]>(request);
    const rows: ParkedRow[] = await tx.query(
      `${PARKED} and ($1::timestamptz is null or (p.parked_at, p.account_id) < ($1, $2::uuid))
        order by p.parked_at desc, p.account_id desc limit $3`,
      [cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(rows, request, toDto, (row) => [row.parked_at.toISOString(), row.account_id]);
  }
}

interface ParkedRow {
  readonly account_id: string;
  readonly name: string;
  readonly business_date: LocalDate;
  readonly cause: string;
  readonly parked_at: Date;
  readonly tries: number;
}

/** A top-up may have renewed what was parked: then nobody has anything to do. */
const STILL_DUE = 'a.next_due <= p.business_date';
const PARKED = `select p.account_id, a.name, p.business_date, p.cause, p.parked_at, p.tries
  from parked_account p join account a on a.id = p.account_id where ${STILL_DUE}`;

const toDto = (row: ParkedRow): ParkedAccountDto => ({
  accountId: row.account_id,
  name: row.name,
  businessDate: row.business_date,
  cause: row.cause,
  because: parkedBecause(row.cause),
  parkedAt: row.parked_at.toISOString(),
  tries: row.tries,
});
