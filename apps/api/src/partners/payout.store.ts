import { Injectable } from '@nestjs/common';
import type { LocalDate, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

export interface PayoutRecord {
  readonly id: string;
  readonly paidOn: LocalDate;
  readonly amount: Minor;
  readonly reference: string;
  readonly returnedOn: LocalDate | null;
}

interface PayoutRow {
  readonly id: string;
  readonly paid_on: LocalDate;
  readonly amount: string;
  readonly reference: string;
  readonly returned_on: LocalDate | null;
}

const toRecord = (row: PayoutRow): PayoutRecord => ({
  id: row.id,
  paidOn: row.paid_on,
  amount: BigInt(row.amount),
  reference: row.reference,
  returnedOn: row.returned_on,
});

/** What was paid to partners outside this system, as the accountant recorded it. */
@Injectable()
export class PayoutStore {
  async find(tx: EntityManager, accountId: string, id: string): Promise<PayoutRecord | null> {
    const [row]: PayoutRow[] = await tx.query(
      'select * from partner_payout where account_id = $1 and id = $2',
      [accountId, id],
    );
    return row ? toRecord(row) : null;
  }

  async add(
    tx: EntityManager,
    accountId: string,
    payout: Omit<PayoutRecord, 'returnedOn'>,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into partner_payout (account_id, id, paid_on, amount, reference, made_at, made_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [accountId, payout.id, payout.paidOn, payout.amount.toString(), payout.reference, now, by],
    );
  }

  async takeBack(
    tx: EntityManager,
    accountId: string,
    id: string,
    { on, reason, by }: { readonly on: LocalDate; readonly reason: string; readonly by: string },
  ): Promise<void> {
    await tx.query(
      `update partner_payout set returned_on = $3, return_reason = $4, returned_by = $5 where account_id = $1 and id = $2`,
      [accountId, id, on, reason, by],
    );
  }

  /** The newest first. */
  async list(tx: EntityManager, accountId: string, request: PageRequest) {
    const after = cursorOf<[string, string]>(request);
    const rows: PayoutRow[] = await tx.query(
      `select * from partner_payout where account_id = $1 and ($2::date is null or (paid_on, id) < ($2, $3::uuid))
        order by paid_on desc, id desc limit $4`,
      [accountId, after?.[0] ?? null, after?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(rows, request, toRecord, (row) => [row.paid_on, row.id]);
  }
}
