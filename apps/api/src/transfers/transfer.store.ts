import { Injectable } from '@nestjs/common';
import type { Page, TransferDto } from '@rocket/contracts';
import { addDays, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

export interface TransferRecord {
  readonly id: string;
  /** Who gives. */
  readonly accountId: string;
  readonly subscriptionId: string;
  readonly toAccountId: string;
  readonly state: 'offered' | 'accepted' | 'declined' | 'withdrawn';
}

export interface NewTransfer extends Omit<TransferRecord, 'state'> {
  readonly comment: string | null;
  readonly by: string;
}

interface TransferRow {
  readonly account_id: string;
  readonly id: string;
  readonly subscription_id: string;
  readonly to_account_id: string;
  readonly state: TransferRecord['state'];
  readonly comment: string | null;
  readonly offered_at: Date;
  readonly decided_at: Date | null;
  readonly received_id: string | null;
}

/** With the licence and both sides. */
interface ShownRow extends TransferRow {
  readonly product_code: string;
  readonly product_name: string;
  readonly period_start: LocalDate;
  readonly paid_to: LocalDate;
  readonly quantity: number;
  readonly standing: TransferDto['state'];
  readonly from_name: string;
  readonly from_number: string;
  readonly to_name: string;
  readonly to_number: string;
}

/** Licences on their way from one account to another. */
@Injectable()
export class TransferStore {
  /** False when the subscription is offered already. The caller holds the lock of the giver. */
  async offer(tx: EntityManager, transfer: NewTransfer, now: Date): Promise<boolean> {
    const made: unknown[] = await tx.query(
      `insert into subscription_transfer (account_id, id, subscription_id, to_account_id, state, comment, offered_at, offered_by)
       values ($1, $2, $3, $4, 'offered', $5, $6, $7)
       on conflict (account_id, subscription_id) where state = 'offered' do nothing returning id`,
      [
        ...[transfer.accountId, transfer.id, transfer.subscriptionId, transfer.toAccountId],
        ...[transfer.comment, now, transfer.by],
      ],
    );
    return made.length > 0;
  }

  /** One an account gives or is offered. @throws ApiError `not_found` */
  async read(tx: EntityManager, accountId: string, id: string): Promise<TransferRecord> {
    const [row]: TransferRow[] = await tx.query(
      `select * from subscription_transfer where id = $2 and (account_id = $1 or to_account_id = $1)`,
      [accountId, id],
    );
    if (!row) throw notFound('Такой передачи нет');
    return {
      id: row.id,
      accountId: row.account_id,
      subscriptionId: row.subscription_id,
      toAccountId: row.to_account_id,
      state: row.state,
    };
  }

  async decide(
    tx: EntityManager,
    { accountId, id }: TransferRecord,
    state: 'accepted' | 'declined' | 'withdrawn',
    receivedId: string | null,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update subscription_transfer set state = $3, received_id = $4, decided_by = $5, decided_at = $6
        where account_id = $1 and id = $2`,
      [accountId, id, state, receivedId, by, now],
    );
  }

  /**
   * What was used of a subscription and its windows goes with it: passing a licence on gives nobody its limits anew.
   * @param copy ids of the giver's account and subscription, and of the receiver's
   */
  async carryUse(
    tx: EntityManager,
    copy: { from: string; subscription: string; to: string; received: string; productCode: string },
  ): Promise<void> {
    await tx.query(
      `insert into usage_counter
       select (jsonb_populate_record(c, jsonb_build_object('account_id', $3::uuid, 'place_id', $3::uuid,
                'window_key', replace(c.window_key, $2::text, $4::text)))).*
         from usage_counter c where c.account_id = $1 and c.product_code = $5 and c.place_id = $1
          and (c.window_key like $2::text || '%' or c.window_key ~ '^P1[DM]:')
       on conflict do nothing`,
      [copy.from, copy.subscription, copy.to, copy.received, copy.productCode],
    );
  }

  /** Newest first, of both directions. */
  async list(
    tx: EntityManager,
    accountId: string,
    request: PageRequest & { id?: string },
    now: Date,
  ): Promise<Page<TransferDto>> {
    const rows: ShownRow[] = await tx.query(
      `select t.*, s.product_code, coalesce(s.period_start, s.anchor) as period_start, s.paid_to, s.quantity, d.name as product_name,
              case when t.state = 'offered' and (s.ended_no > 0 or s.paid_to <= ($5::timestamptz at time zone l.time_zone)::date)
                   then 'over' else t.state end as standing,
              g.name as from_name, g.amocrm_account_id as from_number, r.name as to_name, r.amocrm_account_id as to_number
         from subscription_transfer t
         join subscription s on s.account_id = t.account_id and s.id = t.subscription_id
         join product d on d.code = s.product_code
         join account g on g.id = t.account_id
         join account r on r.id = t.to_account_id
         join seller l on l.code = g.seller_code
        where (t.account_id = $1 or t.to_account_id = $1) and ($2::uuid is null or t.id = $2)
          and ($3::uuid is null or t.id < $3)
        order by t.id desc limit $4`,
      [
        ...[accountId, request.id ?? null, cursorOf<[string]>(request)?.[0] ?? null],
        ...[limitOf(request) + 1, now],
      ],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, accountId),
      (row) => [row.id],
    );
  }
}

const toDto = (row: ShownRow, accountId: string): TransferDto => {
  const isGiven = row.account_id === accountId;
  return {
    id: row.id,
    direction: isGiven ? 'given' : 'received',
    state: row.standing,
    productCode: row.product_code,
    productName: row.product_name,
    quantity: row.quantity,
    paidFrom: row.period_start,
    paidUntil: addDays(row.paid_to, -1),
    from: { name: row.from_name, amocrmAccountId: Number(row.from_number) },
    to: { name: row.to_name, amocrmAccountId: Number(row.to_number) },
    comment: row.comment,
    offeredAt: row.offered_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    subscriptionId: isGiven ? row.subscription_id : row.received_id,
  };
};
