import { Injectable } from '@nestjs/common';
import type { FiscalReceiptDto, FiscalReceiptState, PaymentProvider } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import { fiscalDecisionsOf, type FiscalDecision } from '@rocket/payment-sources';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

/** A receipt is registered within seconds; after an hour the law's «at once» is a person's business (facts §8.1). */
export const LATE_AFTER_MS = 3_600_000;

export interface FiscalReceiptRecord {
  readonly accountId: string;
  readonly id: string;
  readonly paymentId: string;
  readonly refundId: string | null;
  /** Of an offset: the first day of the calendar month whose consumption it is for. */
  readonly month: LocalDate | null;
  readonly kind: 'income' | 'income_return' | 'offset';
  /** Minor units, as the receipt says. */
  readonly amount: Minor;
  readonly requestKey: string;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly number: number | null;
  readonly state: FiscalReceiptState;
  readonly askedAt: Date | null;
  readonly providerId: string | null;
  readonly createdAt: Date;
  /** Counts from 1; sent again by a person, it is one more. */
  readonly attempt: number;
  /** A person has said that nothing more is needed. */
  readonly isSettled: boolean;
}

/** What a cash register has said of a receipt. */
export interface Registration {
  readonly state: 'pending' | 'succeeded' | 'canceled';
  readonly providerId: string | null;
  readonly documentNumber: string | null;
  readonly storageNumber: string | null;
  readonly attribute: string | null;
  readonly registeredAt: Date | null;
  readonly reason: string | null;
}

interface FiscalReceiptRow {
  readonly account_id: string;
  readonly id: string;
  readonly payment_id: string;
  readonly refund_id: string | null;
  readonly month_text: LocalDate | null;
  readonly kind: FiscalReceiptRecord['kind'];
  readonly amount: string;
  readonly request_key: string;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly number: number | null;
  readonly state: FiscalReceiptState;
  readonly asked_at: Date | null;
  readonly provider_id: string | null;
  readonly created_at: Date;
  readonly attempt: number;
  readonly settled_at: Date | null;
}

/** With the payment it is about. */
interface RegisterRow extends FiscalReceiptRow {
  readonly provider: PaymentProvider;
  readonly invoice_number: number;
  readonly currency: Currency;
  readonly fiscal_document_number: string | null;
  readonly fiscal_storage_number: string | null;
  readonly fiscal_attribute: string | null;
  readonly registered_at: Date | null;
  readonly reason: string | null;
  /** `DECIDED`: its instant is written as PostgreSQL writes it into JSON. */
  readonly decided: FiscalReceiptDto['decided'];
}

const toRecord = (row: FiscalReceiptRow): FiscalReceiptRecord => ({
  accountId: row.account_id,
  id: row.id,
  paymentId: row.payment_id,
  refundId: row.refund_id,
  month: row.month_text,
  kind: row.kind,
  amount: BigInt(row.amount),
  requestKey: row.request_key,
  sent: row.sent,
  number: row.number,
  state: row.state,
  askedAt: row.asked_at,
  providerId: row.provider_id,
  createdAt: row.created_at,
  attempt: row.attempt,
  isSettled: row.settled_at !== null,
});

/** What a person has to look at: cancelled, or pending for too long at the instant $1. */
const ATTENTION = `(f.settled_at is null and (f.state = 'canceled' or (f.state = 'pending' and f.created_at <= $1::timestamptz - interval '1 hour')))`;

/** The last decision about a receipt. */
const DECIDED = `(select jsonb_build_object('decision', d.decision, 'by', d.actor, 'at', d.at, 'reason', d.reason,
    'evidence', d.evidence)
  from fiscal_receipt_decision d where d.account_id = f.account_id and d.receipt_id = f.id order by d.at desc, d.id desc limit 1)`;

@Injectable()
export class FiscalReceiptStore {
  /** Writes a receipt down once; the account is locked. A second one of the same thing changes nothing. */
  async insert(
    tx: EntityManager,
    receipt: Omit<FiscalReceiptRecord, 'askedAt' | 'providerId' | 'attempt' | 'isSettled'>,
  ): Promise<void> {
    const isOpen = receipt.state === 'pending';
    await tx.query(
      `insert into fiscal_receipt (account_id, id, payment_id, refund_id, month, kind, amount, request_key, sent, number,
         state, created_at, ended_at, look_after)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       on conflict (account_id, payment_id, kind, refund_id, month) do nothing`,
      [
        receipt.accountId,
        receipt.id,
        receipt.paymentId,
        receipt.refundId,
        receipt.month,
        receipt.kind,
        receipt.amount.toString(),
        receipt.requestKey,
        JSON.stringify(receipt.sent),
        receipt.number,
        receipt.state,
        receipt.createdAt,
        isOpen ? null : receipt.createdAt,
        isOpen ? receipt.createdAt : null,
      ],
    );
  }

  /** Takes some that are not registered and whose time has come; each is asked about less and less often. */
  async claimDue(tx: EntityManager, now: Date, most: number): Promise<FiscalReceiptRecord[]> {
    const [rows]: [FiscalReceiptRow[], number] = await tx.query(
      `update fiscal_receipt f set looks = looks + 1,
          look_after = $1::timestamptz + least(power(2, least(looks, 12)) * interval '1 minute', interval '1 day')
         from (select account_id, id from fiscal_receipt where look_after <= $1
                order by look_after limit $2 for update skip locked) due
        where f.account_id = due.account_id and f.id = due.id returning f.*, f.month::text as month_text`,
      [now, most],
    );
    return rows.map(toRecord);
  }

  /** When the next one is due, at the earliest `at`: somebody who held it may have made a claim pass it by. */
  async nextLook(tx: EntityManager, at: Date): Promise<Date | null> {
    const [row]: { next: Date }[] = await tx.query(
      'select greatest(min(look_after), $1::timestamptz) as next from fiscal_receipt having min(look_after) is not null',
      [at],
    );
    return row?.next ?? null;
  }

  /** Notes what the register has said. What has ended stays as it ended. */
  async register(
    tx: EntityManager,
    receipt: FiscalReceiptRecord,
    said: Registration,
    now: Date,
  ): Promise<void> {
    const isOver = said.state !== 'pending';
    await tx.query(
      `update fiscal_receipt set state = $3, provider_id = coalesce($4, provider_id), fiscal_document_number = $5,
          fiscal_storage_number = $6, fiscal_attribute = $7, registered_at = $8, reason = $9, ended_at = $10,
          look_after = case when $11 then null else look_after end
        where account_id = $1 and id = $2 and state = 'pending' and attempt = $12`,
      [
        receipt.accountId,
        receipt.id,
        said.state,
        said.providerId,
        said.documentNumber,
        said.storageNumber,
        said.attribute,
        said.registeredAt,
        said.reason,
        isOver ? now : null,
        isOver,
        receipt.attempt,
      ],
    );
  }

  /** For a decision; the account is locked. @throws ApiError `not_found` */
  async lock(tx: EntityManager, accountId: string, id: string): Promise<FiscalReceiptRecord> {
    const [row]: FiscalReceiptRow[] = await tx.query(
      'select f.*, f.month::text as month_text from fiscal_receipt f where account_id = $1 and id = $2 for update',
      [accountId, id],
    );
    if (!row) throw notFound('Такого чека нет');
    return toRecord(row);
  }

  /** Whose receipt it is. @throws ApiError `not_found` */
  async accountOf(tx: EntityManager, id: string): Promise<string> {
    const [row]: { account_id: string }[] = await tx.query(
      'select account_id from fiscal_receipt where id = $1',
      [id],
    );
    if (!row) throw notFound('Такого чека нет');
    return row.account_id;
  }

  /** Writes a decision down, with how the receipt stood before it. */
  async decide(
    tx: EntityManager,
    receipt: FiscalReceiptRecord,
    made: { id: string; decision: FiscalDecision; reason: string; evidence: string | null; actor: string },
    now: Date,
  ): Promise<void> {
    const { state, providerId, number, requestKey } = receipt;
    await tx.query(
      `insert into fiscal_receipt_decision (account_id, id, receipt_id, decision, reason, evidence, was, actor, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[receipt.accountId, made.id, receipt.id, made.decision, made.reason, made.evidence],
        ...[JSON.stringify({ state, providerId, number, requestKey }), made.actor, now],
      ],
    );
  }

  async isDecided(tx: EntityManager, accountId: string, decisionId: string): Promise<boolean> {
    const [row]: unknown[] = await tx.query(
      'select 1 from fiscal_receipt_decision where account_id = $1 and id = $2',
      [accountId, decisionId],
    );
    return row !== undefined;
  }

  /** Nothing more is asked about it: there will be none. */
  async settle(tx: EntityManager, receipt: FiscalReceiptRecord, now: Date): Promise<void> {
    await tx.query(
      `update fiscal_receipt set settled_at = $3, look_after = null, ended_at = coalesce(ended_at, $3),
          state = case when state = 'pending' then 'canceled' else state end where account_id = $1 and id = $2`,
      [receipt.accountId, receipt.id, now],
    );
  }

  /** The register is known to have it under these numbers. */
  async setRegistered(
    tx: EntityManager,
    receipt: FiscalReceiptRecord,
    numbers: { documentNumber: string; storageNumber: string; attribute: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update fiscal_receipt set state = 'succeeded', fiscal_document_number = $3, fiscal_storage_number = $4,
          fiscal_attribute = $5, ended_at = $6, look_after = null where account_id = $1 and id = $2`,
      [
        ...[receipt.accountId, receipt.id, numbers.documentNumber, numbers.storageNumber, numbers.attribute],
        now,
      ],
    );
  }

  /** Begins anew under a key (and for Robokassa a number) nobody has seen yet. */
  async again(
    tx: EntityManager,
    receipt: FiscalReceiptRecord,
    fresh: { requestKey: string; number: number | null },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update fiscal_receipt set state = 'pending', attempt = attempt + 1, request_key = $3, number = $4, provider_id = null,
          asked_at = null, reason = null, ended_at = null, looks = 0, look_after = $5
        where account_id = $1 and id = $2`,
      [receipt.accountId, receipt.id, fresh.requestKey, fresh.number, now],
    );
  }

  /** An offset is about to be sent under this key; the first time is kept while the key is the same. */
  async setAsked(tx: EntityManager, receipt: FiscalReceiptRecord, key: string, now: Date): Promise<void> {
    await tx.query(
      `update fiscal_receipt set asked_at = case when request_key = $3 then coalesce(asked_at, $4) else $4 end, request_key = $3
        where account_id = $1 and id = $2`,
      [receipt.accountId, receipt.id, key, now],
    );
  }

  /** The provider has taken it; what the register makes of it is not known. */
  async setTaken(tx: EntityManager, receipt: FiscalReceiptRecord, providerId: string): Promise<void> {
    await tx.query(
      'update fiscal_receipt set provider_id = $3, reason = null where account_id = $1 and id = $2',
      [receipt.accountId, receipt.id, providerId],
    );
  }

  async setReason(tx: EntityManager, receipt: FiscalReceiptRecord, reason: string): Promise<void> {
    await tx.query('update fiscal_receipt set reason = $3 where account_id = $1 and id = $2', [
      receipt.accountId,
      receipt.id,
      reason,
    ]);
  }

  /** What the provider calls the receipts of the same payment that are known already. */
  async theirsOf(tx: EntityManager, receipt: FiscalReceiptRecord): Promise<Set<string>> {
    const rows: { provider_id: string }[] = await tx.query(
      `select provider_id from fiscal_receipt where account_id = $1 and payment_id = $2 and provider_id is not null
       union all
       select d.was ->> 'providerId' from fiscal_receipt_decision d
         join fiscal_receipt f on f.account_id = d.account_id and f.id = d.receipt_id
        where d.account_id = $1 and f.payment_id = $2 and d.was ->> 'providerId' is not null`,
      [receipt.accountId, receipt.paymentId],
    );
    return new Set(rows.map((row) => row.provider_id));
  }

  async countAttention(tx: EntityManager, now: Date): Promise<{ overdue: number; canceled: number }> {
    const [row]: [{ overdue: number; canceled: number }] = await tx.query(
      `select count(*) filter (where f.state = 'pending')::int as overdue,
              count(*) filter (where f.state = 'canceled')::int as canceled
         from fiscal_receipt f where f.state in ('pending', 'canceled') and ${ATTENTION}`,
      [now],
    );
    return row;
  }

  async list(
    tx: EntityManager,
    now: Date,
    request: PageRequest & {
      state?: FiscalReceiptState | undefined;
      attention?: boolean | undefined;
      id?: string;
    },
  ) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: RegisterRow[] = await tx.query(
      `select f.*, f.month::text as month_text, p.provider, p.invoice_number, s.currency, ${DECIDED} as decided
         from fiscal_receipt f
         join provider_payment p on p.account_id = f.account_id and p.id = f.payment_id
         join seller s on s.code = p.seller_code
        where ($2::text is null or f.state = $2) and (not $3 or ${ATTENTION}) and ($7::uuid is null or f.id = $7)
          and ($4::timestamptz is null or (f.created_at, f.id) < ($4, $5::uuid))
        order by f.created_at desc, f.id desc limit $6`,
      [
        now,
        request.state ?? null,
        request.attention ?? false,
        cursor?.[0] ?? null,
        cursor?.[1] ?? null,
        limitOf(request) + 1,
        request.id ?? null,
      ],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, now),
      (row) => [row.created_at.toISOString(), row.id],
    );
  }
}

const toDto = (row: RegisterRow, now: Date): FiscalReceiptDto => ({
  id: row.id,
  account: row.account_id,
  payment: row.payment_id,
  invoiceNumber: String(row.invoice_number),
  refund: row.refund_id,
  month: row.month_text?.slice(0, 7) ?? null,
  kind: row.kind,
  provider: row.provider,
  amount: moneyText(BigInt(row.amount), row.currency),
  state: row.state,
  overdue: isOverdue(toRecord(row), now),
  providerReference: row.provider_id ?? (row.number === null ? null : String(row.number)),
  fiscalDocumentNumber: row.fiscal_document_number,
  fiscalStorageNumber: row.fiscal_storage_number,
  fiscalAttribute: row.fiscal_attribute,
  registeredAt: row.registered_at?.toISOString() ?? null,
  reason: row.reason,
  createdAt: row.created_at.toISOString(),
  decided: row.decided && { ...row.decided, at: new Date(row.decided.at).toISOString() },
  mayBe: [...mayBe(toRecord(row), now)],
});

const isOverdue = ({ state, createdAt }: FiscalReceiptRecord, now: Date): boolean =>
  state === 'pending' && now.getTime() - createdAt.getTime() >= LATE_AFTER_MS;

/** What a person may decide about a receipt now. */
export const mayBe = (receipt: FiscalReceiptRecord, now: Date): readonly FiscalDecision[] =>
  fiscalDecisionsOf({ ...receipt, isOverdue: isOverdue(receipt, now) });
