import { Injectable } from '@nestjs/common';
import type { Appointment, AppointmentState } from '@rocket/billing';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';

export interface AppointmentRecord extends Appointment {
  readonly id: string;
  readonly accountId: string;
  readonly subscriptionId: string;
  readonly productCode: string;
  readonly unit: string;
  /** A day of the package's term: what is held belongs to its window. */
  readonly day: LocalDate;
  readonly about: string | null;
  readonly requestedAt: Date;
  readonly settledAt: Date | null;
  readonly why: 'late' | 'missed' | null;
}

interface AppointmentRow {
  readonly account_id: string;
  readonly id: string;
  readonly subscription_id: string;
  readonly product_code: string;
  readonly unit: string;
  readonly day: LocalDate;
  readonly about: string | null;
  readonly state: AppointmentState;
  readonly at: Date | null;
  readonly requested_at: Date;
  readonly requested_by: string;
  readonly settled_at: Date | null;
  readonly settled_by: string | null;
  readonly why: AppointmentRecord['why'];
}

type Settled = Exclude<AppointmentState, 'requested' | 'scheduled'>;

/** Requests for services of packages. Decides nothing. */
@Injectable()
export class AppointmentStore {
  async insert(
    tx: EntityManager,
    one: Omit<AppointmentRecord, 'settledAt' | 'why' | 'state'>,
    by: string,
  ): Promise<void> {
    await tx.query(
      `insert into appointment (account_id, id, subscription_id, product_code, unit, day, about, state, at, requested_at, requested_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        one.accountId,
        one.id,
        one.subscriptionId,
        one.productCode,
        one.unit,
        one.day,
        one.about,
        one.at === null ? 'requested' : 'scheduled',
        one.at,
        one.requestedAt,
        by,
      ],
    );
  }

  async find(tx: EntityManager, accountId: string, id: string): Promise<AppointmentRecord | null> {
    const [row]: AppointmentRow[] = await tx.query(
      'select * from appointment where account_id = $1 and id = $2',
      [accountId, id],
    );
    return row ? toRecord(row) : null;
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, accountId: string, id: string): Promise<AppointmentRecord> {
    const found = await this.find(tx, accountId, id);
    if (!found) throw notFound('Такой записи нет');
    return found;
  }

  /** The account an appointment of some products belongs to, before anything is locked. @throws ApiError `not_found` */
  async accountOf(tx: EntityManager, productCodes: readonly string[], id: string): Promise<string> {
    const [row]: { account_id: string }[] = await tx.query(
      'select account_id from appointment where id = $1 and product_code = any($2)',
      [id, productCodes],
    );
    if (!row) throw notFound('Такой записи нет');
    return row.account_id;
  }

  /** Newest first, by subscription. */
  async ofPackages(
    tx: EntityManager,
    accountId: string,
    subscriptionIds: readonly string[],
  ): Promise<Map<string, AppointmentRecord[]>> {
    const rows: AppointmentRow[] = await tx.query(
      `select * from appointment where account_id = $1 and subscription_id = any($2::uuid[])
        order by requested_at desc, id desc`,
      [accountId, subscriptionIds],
    );
    const found = new Map<string, AppointmentRecord[]>();
    for (const one of rows.map(toRecord)) {
      const known = found.get(one.subscriptionId);
      if (known) known.push(one);
      else found.set(one.subscriptionId, [one]);
    }
    return found;
  }

  async agree(tx: EntityManager, { accountId, id }: AppointmentRecord, at: Date): Promise<void> {
    await tx.query(`update appointment set state = 'scheduled', at = $3 where account_id = $1 and id = $2`, [
      accountId,
      id,
      at,
    ]);
  }

  async settle(
    tx: EntityManager,
    { accountId, id }: AppointmentRecord,
    settled: { readonly state: Settled; readonly why: AppointmentRecord['why']; readonly by: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update appointment set state = $3, why = $4, settled_by = $5, settled_at = $6 where account_id = $1 and id = $2`,
      [accountId, id, settled.state, settled.why, settled.by, now],
    );
  }
}

const toRecord = (row: AppointmentRow): AppointmentRecord => ({
  id: row.id,
  accountId: row.account_id,
  subscriptionId: row.subscription_id,
  productCode: row.product_code,
  unit: row.unit,
  day: row.day,
  about: row.about,
  state: row.state,
  at: row.at,
  requestedAt: row.requested_at,
  settledAt: row.settled_at,
  why: row.why,
});
