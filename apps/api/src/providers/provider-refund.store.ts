import { Injectable } from '@nestjs/common';
import type { CardRefundDto, PaymentProvider } from '@rocket/contracts';
import { moneyText, type Currency, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { ProviderPaymentRecord } from './provider-payment.store';

export interface ProviderRefundRecord {
  readonly accountId: string;
  readonly id: string;
  readonly paymentId: string;
  readonly requestId: string;
  /** Minor units. */
  readonly amount: Minor;
  /** Kept before the call, with the body it belongs to. */
  readonly requestKey: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** `asked`: the provider may or may not know of it. */
  readonly state: 'created' | 'asked' | 'sent' | 'succeeded' | 'failed';
  readonly providerId: string | null;
  readonly looks: number;
  readonly requestedAt: Date;
  /** Since when it is known that the answer was lost. */
  readonly unansweredAt: Date | null;
}

/** What a person found out about a refund whose answer was lost. */
export interface RefundDecision {
  readonly decision: 'paid' | 'not_paid';
  readonly reason: string;
  readonly evidence: string;
  readonly by: string;
}

interface RefundRow {
  readonly account_id: string;
  readonly id: string;
  readonly payment_id: string;
  /** The column may be null; nobody sends money back without a request. */
  readonly refund_request_id: string;
  readonly amount: string;
  readonly request_key: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly state: ProviderRefundRecord['state'];
  readonly provider_id: string | null;
  readonly looks: number;
  readonly requested_at: Date;
  readonly unanswered_at: Date | null;
}

/** Decided whole or not at all. */
type DecisionColumns =
  | { readonly decision: null }
  | {
      readonly decision: RefundDecision['decision'];
      readonly decision_reason: string;
      readonly decision_evidence: string;
      readonly decided_by: string;
      readonly decided_at: Date;
    };

/** With the payment it goes back by. */
type RefundOfRequestRow = RefundRow &
  DecisionColumns & {
    readonly reason: string | null;
    readonly provider: PaymentProvider;
    readonly shop: string;
  };

/** A card payment with what may still go back by it. */
interface RefundableRow {
  readonly id: string;
  readonly provider: PaymentProvider;
  readonly shop: string;
  readonly provider_id: string | null;
  /** What is paid has ended. */
  readonly ended_at: Date;
  /** Its receipt of income; null: it had none. */
  readonly sent: Readonly<Record<string, unknown>> | null;
  readonly rest: string;
}

const toRecord = (row: RefundRow): ProviderRefundRecord => ({
  accountId: row.account_id,
  id: row.id,
  paymentId: row.payment_id,
  requestId: row.refund_request_id,
  amount: BigInt(row.amount),
  requestKey: row.request_key,
  request: row.request,
  state: row.state,
  providerId: row.provider_id,
  looks: row.looks,
  requestedAt: row.requested_at,
  unansweredAt: row.unanswered_at,
});

export const hasEnded = ({ state }: ProviderRefundRecord): boolean =>
  state === 'succeeded' || state === 'failed';

/** It was asked for, the answer was lost, and only a person can find out. */
export const isUndecided = (refund: ProviderRefundRecord): boolean =>
  !hasEnded(refund) && refund.unansweredAt !== null;

function standing(
  refund: ProviderRefundRecord,
  reason: string | null,
  removed: string | null,
): Pick<CardRefundDto['items'][number], 'state' | 'reason' | 'mayDecide'> {
  // Why it waited is no matter once the money is there.
  if (refund.state === 'succeeded') return { state: 'succeeded', reason: null, mayDecide: false };
  if (refund.state === 'failed') return { state: 'failed', reason, mayDecide: false };
  return {
    state: 'under_way',
    reason: removed ?? reason,
    mayDecide: removed !== null || isUndecided(refund),
  };
}

@Injectable()
export class ProviderRefundStore {
  async insert(
    tx: EntityManager,
    refund: Omit<ProviderRefundRecord, 'state' | 'providerId' | 'looks' | 'requestedAt' | 'unansweredAt'> & {
      requestedBy: string;
    },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into provider_refund (account_id, id, payment_id, refund_request_id, amount, request_key, request, state,
         requested_by, requested_at, look_after)
       values ($1, $2, $3, $4, $5, $6, $7, 'created', $8, $9, $9)`,
      [
        refund.accountId,
        refund.id,
        refund.paymentId,
        refund.requestId,
        refund.amount.toString(),
        refund.requestKey,
        JSON.stringify(refund.request),
        refund.requestedBy,
        now,
      ],
    );
  }

  /** Card payments of an account with what may still go back by each, newest first. The account is locked. */
  async refundable(
    tx: EntityManager,
    accountId: string,
  ): Promise<
    {
      payment: Pick<ProviderPaymentRecord, 'id' | 'provider' | 'shop' | 'providerId'>;
      rest: Minor;
      paidAt: Date;
      /** The receipt of income as it was sent; null: the payment had none. */
      receipt: unknown;
    }[]
  > {
    const rows: RefundableRow[] = await tx.query(
      `select p.id, p.provider, p.shop, p.provider_id, p.ended_at,
              (select i.sent from fiscal_receipt i where i.account_id = p.account_id and i.payment_id = p.id and i.kind = 'income') as sent,
              p.paid_amount - coalesce((select sum(f.amount) from provider_refund f
                where f.account_id = p.account_id and f.payment_id = p.id and f.state <> 'failed'), 0) as rest
         from provider_payment p
         join receipt r on r.id = p.receipt_id
        where p.account_id = $1 and p.state = 'paid' and r.state = 'credited' and r.returned = 0
          and exists (select from receipt_part x where x.account_id = p.account_id and x.receipt_id = r.id and x.undone_at is null)
        order by p.ended_at desc, p.id desc`,
      [accountId],
    );
    return rows.map((row) => ({
      payment: { id: row.id, provider: row.provider, shop: row.shop, providerId: row.provider_id },
      rest: BigInt(row.rest),
      paidAt: row.ended_at,
      receipt: row.sent,
    }));
  }

  async claimDue(tx: EntityManager, now: Date, most: number): Promise<ProviderRefundRecord[]> {
    const [rows]: [RefundRow[], number] = await tx.query(
      `update provider_refund f set looks = looks + 1,
          look_after = $1::timestamptz + least(power(2, least(looks, 8)) * interval '5 minutes', interval '1 day')
         from (select account_id, id from provider_refund where look_after <= $1
                order by look_after limit $2 for update skip locked) due
        where f.account_id = due.account_id and f.id = due.id returning f.*`,
      [now, most],
    );
    return rows.map(toRecord);
  }

  async lock(tx: EntityManager, accountId: string, id: string): Promise<ProviderRefundRecord> {
    const [row]: [RefundRow] = await tx.query(
      'select * from provider_refund where account_id = $1 and id = $2 for update',
      [accountId, id],
    );
    return toRecord(row);
  }

  async find(tx: EntityManager, accountId: string, id: string): Promise<ProviderRefundRecord | null> {
    const [row]: RefundRow[] = await tx.query(
      'select * from provider_refund where account_id = $1 and id = $2',
      [accountId, id],
    );
    return row ? toRecord(row) : null;
  }

  async findById(tx: EntityManager, id: string): Promise<ProviderRefundRecord | null> {
    const [row]: RefundRow[] = await tx.query('select * from provider_refund where id = $1', [id]);
    return row ? toRecord(row) : null;
  }

  async byTheirs(tx: EntityManager, providerId: string): Promise<ProviderRefundRecord | null> {
    const [row]: RefundRow[] = await tx.query('select * from provider_refund where provider_id = $1', [
      providerId,
    ]);
    return row ? toRecord(row) : null;
  }

  async setState(
    tx: EntityManager,
    refund: ProviderRefundRecord,
    state: ProviderRefundRecord['state'],
    change: { providerId?: string; reason?: string; endedAt?: Date; stopLooking?: boolean } = {},
  ): Promise<void> {
    await tx.query(
      `update provider_refund set state = $3, provider_id = coalesce($4, provider_id), reason = coalesce($5, reason),
          ended_at = $6, look_after = case when $7 then null else look_after end
        where account_id = $1 and id = $2 and state not in ('succeeded', 'failed')`,
      [
        refund.accountId,
        refund.id,
        state,
        change.providerId ?? null,
        change.reason ?? null,
        change.endedAt ?? null,
        change.stopLooking ?? change.endedAt !== undefined,
      ],
    );
  }

  /** Before the call that moves money: until it is answered nobody decides. False when it is no longer as it was read. */
  async beginAsking(tx: EntityManager, refund: ProviderRefundRecord): Promise<boolean> {
    const [, changed]: [RefundRow[], number] = await tx.query(
      `update provider_refund set state = 'asked', unanswered_at = null
        where account_id = $1 and id = $2 and state = $3`,
      [refund.accountId, refund.id, refund.state],
    );
    return changed === 1;
  }

  /** The shop's own state does not tell what became of it either. */
  async setUnanswered(
    tx: EntityManager,
    refund: ProviderRefundRecord,
    { reason, stopLooking }: { reason: string; stopLooking: boolean },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update provider_refund set state = case state when 'created' then 'asked' else state end, reason = $3, unanswered_at = coalesce(unanswered_at, $5),
          look_after = case when $4 then null else look_after end
        where account_id = $1 and id = $2 and state not in ('succeeded', 'failed')`,
      [refund.accountId, refund.id, reason, stopLooking, now],
    );
  }

  async decide(
    tx: EntityManager,
    refund: ProviderRefundRecord,
    { decision, reason, evidence, by }: RefundDecision,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update provider_refund set decision = $3, decision_reason = $4, decision_evidence = $5, decided_by = $6, decided_at = $7
        where account_id = $1 and id = $2`,
      [refund.accountId, refund.id, decision, reason, evidence, by, now],
    );
  }

  /** Names by which the provider knows the refunds of a payment that it has answered about. */
  async theirNames(tx: EntityManager, accountId: string, paymentId: string): Promise<Set<string>> {
    const rows: { provider_id: string }[] = await tx.query(
      'select provider_id from provider_refund where account_id = $1 and payment_id = $2 and provider_id is not null',
      [accountId, paymentId],
    );
    return new Set(rows.map((row) => row.provider_id));
  }

  /** Why it has not ended yet; what has ended keeps its own word. */
  async setReason(tx: EntityManager, refund: ProviderRefundRecord, reason: string): Promise<void> {
    await tx.query(
      `update provider_refund set reason = $3 where account_id = $1 and id = $2 and state not in ('succeeded', 'failed')`,
      [refund.accountId, refund.id, reason.slice(0, 500)],
    );
  }

  /** `removed` tells of which shops, no longer among the settings, nobody will ever answer: its words, or null. */
  async ofRequest(
    tx: EntityManager,
    accountId: string,
    requestId: string,
    currency: Currency,
    removed: (payment: Pick<ProviderPaymentRecord, 'provider' | 'shop'>) => string | null,
  ): Promise<CardRefundDto['items']> {
    const rows: RefundOfRequestRow[] = await tx.query(
      `select f.*, p.provider, p.shop from provider_refund f
         join provider_payment p on p.account_id = f.account_id and p.id = f.payment_id
        where f.account_id = $1 and f.refund_request_id = $2 order by f.requested_at, f.id`,
      [accountId, requestId],
    );
    return rows.map((row) => ({
      id: row.id,
      payment: row.payment_id,
      amount: moneyText(BigInt(row.amount), currency),
      ...standing(toRecord(row), row.reason, removed(row)),
      decided: row.decision && {
        decision: row.decision,
        reason: row.decision_reason,
        evidence: row.decision_evidence,
        by: row.decided_by,
        at: row.decided_at.toISOString(),
      },
    }));
  }
}
