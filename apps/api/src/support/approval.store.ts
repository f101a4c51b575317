import { Injectable } from '@nestjs/common';
import type { ApprovalDto, GrantBonusDto } from '@rocket/contracts';
import { moneyText, type Currency, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { actUnderWay } from '../platform/acts/act';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

/** What waits for a second person. */
export type ApprovalPayload =
  | { readonly kind: 'bonus_grant'; readonly wish: GrantBonusDto }
  | { readonly kind: 'bonus_revocation'; readonly grantId: string; readonly reason: string };

export interface ApprovalRecord {
  readonly id: string;
  readonly accountId: string;
  readonly payload: ApprovalPayload;
  readonly state: 'pending' | 'approved' | 'rejected';
  readonly requestedBy: string;
}

interface ApprovalRow {
  readonly id: string;
  readonly account_id: string;
  readonly kind: ApprovalPayload['kind'];
  readonly amount: string;
  readonly payload: ApprovalPayload;
  readonly reason: string;
  readonly state: ApprovalRecord['state'];
  readonly requested_by: string;
  readonly requested_by_name: string;
  readonly requested_at: Date;
}

/** A row of `SELECT`. */
interface ShownRow extends ApprovalRow {
  readonly currency: Currency;
}

const SELECT = `select p.*, s.currency from approval p join account a on a.id = p.account_id
  join seller s on s.code = a.seller_code`;

@Injectable()
export class ApprovalStore {
  async insert(
    tx: EntityManager,
    approval: {
      id: string;
      accountId: string;
      amount: Minor;
      payload: ApprovalPayload;
      reason: string;
      requestedBy: string;
      requestedByName: string;
    },
    now: Date,
  ): Promise<void> {
    actUnderWay()?.isAsked();
    await tx.query(
      `insert into approval (id, account_id, kind, amount, payload, reason, state, requested_by, requested_by_name, requested_at)
       values ($1, $2, $3, $4, $5, $6, 'pending', $7, $8, $9) on conflict (id) do nothing`,
      [
        approval.id,
        approval.accountId,
        approval.payload.kind,
        approval.amount.toString(),
        JSON.stringify(approval.payload),
        approval.reason,
        approval.requestedBy,
        approval.requestedByName,
        now,
      ],
    );
  }

  async lock(tx: EntityManager, id: string): Promise<ApprovalRecord> {
    const [row]: ApprovalRow[] = await tx.query('select * from approval where id = $1 for update', [id]);
    if (!row) throw notFound('Такого запроса нет');
    return {
      id: row.id,
      accountId: row.account_id,
      payload: row.payload,
      state: row.state,
      requestedBy: row.requested_by,
    };
  }

  async decide(
    tx: EntityManager,
    id: string,
    state: 'approved' | 'rejected',
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query('update approval set state = $2, decided_by = $3, decided_at = $4 where id = $1', [
      id,
      state,
      by,
      now,
    ]);
  }

  /** @throws ApiError `not_found` */
  async view(tx: EntityManager, id: string): Promise<ApprovalDto> {
    const [row]: ShownRow[] = await tx.query(`${SELECT} where p.id = $1`, [id]);
    if (!row) throw notFound('Такого запроса нет');
    return toDto(row);
  }

  async pending(tx: EntityManager, request: PageRequest) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: ShownRow[] = await tx.query(
      `${SELECT} where p.state = 'pending' and ($1::timestamptz is null or (p.requested_at, p.id) < ($1, $2::uuid))
        order by p.requested_at desc, p.id desc limit $3`,
      [cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(rows, request, toDto, (row) => [row.requested_at.toISOString(), row.id]);
  }
}

const toDto = (row: ShownRow): ApprovalDto => ({
  id: row.id,
  state: row.state,
  kind: row.kind,
  accountId: row.account_id,
  amount: moneyText(BigInt(row.amount), row.currency),
  reason: row.reason,
  requestedBy: row.requested_by_name,
  requestedAt: row.requested_at.toISOString(),
});
