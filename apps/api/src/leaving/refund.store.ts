import { Injectable } from '@nestjs/common';
import type { CorrectionFacts, UpdFacts } from '@rocket/documents';
import type { LocalDate, Minor, Span } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { factsFromJson } from '../platform/facts-json';

export interface RefundRecord {
  readonly id: string;
  readonly accountId: string;
  readonly amount: Minor;
  readonly fromBalance: Minor;
  /** Of one package that is given back; null: the contract ends. */
  readonly subscriptionId: string | null;
  readonly state: 'calculated' | 'awaiting_signed_correction' | 'approved' | 'paid' | 'rejected';
  readonly documentId: string | null;
  readonly requestedAt: Date;
  readonly computeBy: LocalDate | null;
  /** The line of a statement that proves the payment. */
  readonly payment: { readonly documentNumber: string; readonly paidOn: LocalDate } | null;
  readonly rejection: { readonly reason: string; readonly by: string; readonly at: Date } | null;
}

/** What a refund gives back of one charge. */
export interface RefundLine {
  readonly entryId: string;
  readonly subscriptionId: string;
  readonly productCode: string;
  readonly charged: Span;
  readonly ground: string;
  readonly amount: Minor;
}

type NewRefund = Omit<RefundRecord, 'requestedAt' | 'rejection' | 'payment'> & {
  readonly requestedBy: string;
  readonly lines: readonly RefundLine[];
};

type RefundRow = {
  readonly account_id: string;
  readonly id: string;
  readonly amount: string;
  readonly state: RefundRecord['state'];
  readonly document_id: string | null;
  readonly requested_at: Date;
  readonly requested_by: string;
  readonly paid_at: Date | null;
  readonly paid_by: string | null;
  readonly from_balance: string;
  readonly compute_by: LocalDate | null;
  readonly subscription_id: string | null;
} & (
  | { readonly document_number: string; readonly sent_on: LocalDate }
  | { readonly document_number: null; readonly sent_on: null }
) &
  (
    | { readonly reject_reason: string; readonly rejected_by: string; readonly rejected_at: Date }
    | { readonly reject_reason: null; readonly rejected_by: null; readonly rejected_at: null }
  );

interface RefundLineRow {
  readonly account_id: string;
  readonly refund_id: string;
  readonly entry_id: string;
  readonly subscription_id: string;
  readonly product_code: string;
  readonly period_start: LocalDate;
  readonly period_end: LocalDate;
  readonly ground: string;
  readonly amount: string;
}

const toRecord = (row: RefundRow): RefundRecord => ({
  id: row.id,
  accountId: row.account_id,
  amount: BigInt(row.amount),
  fromBalance: BigInt(row.from_balance),
  subscriptionId: row.subscription_id,
  state: row.state,
  documentId: row.document_id,
  requestedAt: row.requested_at,
  computeBy: row.compute_by,
  payment: row.document_number === null ? null : { documentNumber: row.document_number, paidOn: row.sent_on },
  rejection:
    row.reject_reason === null
      ? null
      : { reason: row.reject_reason, by: row.rejected_by, at: row.rejected_at },
});

const SELECT = `select f.*, p.document_number, p.sent_on from refund_request f
  left join refund_payment p on p.account_id = f.account_id and p.refund_id = f.id and p.outcome = 'paid'`;

@Injectable()
export class RefundStore {
  async insert(tx: EntityManager, refund: NewRefund, now: Date): Promise<void> {
    await tx.query(
      `insert into refund_request (account_id, id, amount, state, document_id, requested_at, requested_by, from_balance, compute_by,
         subscription_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        refund.accountId,
        refund.id,
        refund.amount.toString(),
        refund.state,
        refund.documentId,
        now,
        refund.requestedBy,
        refund.fromBalance.toString(),
        refund.computeBy,
        refund.subscriptionId,
      ],
    );
    for (const line of refund.lines) {
      await tx.query(
        `insert into refund_line (account_id, refund_id, entry_id, subscription_id, product_code, period_start, period_end,
           ground, amount) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          refund.accountId,
          refund.id,
          line.entryId,
          line.subscriptionId,
          line.productCode,
          line.charged.start,
          line.charged.end,
          line.ground,
          line.amount.toString(),
        ],
      );
    }
  }

  async lines(tx: EntityManager, accountId: string, refundId: string): Promise<RefundLine[]> {
    const rows: RefundLineRow[] = await tx.query(
      'select * from refund_line where account_id = $1 and refund_id = $2 order by entry_id',
      [accountId, refundId],
    );
    return rows.map((row) => ({
      entryId: row.entry_id,
      subscriptionId: row.subscription_id,
      productCode: row.product_code,
      charged: { start: row.period_start, end: row.period_end },
      ground: row.ground,
      amount: BigInt(row.amount),
    }));
  }

  /** Whether what goes back is of a package, or of the period, that is in use: what was paid for later stays. */
  async isInUse(tx: EntityManager, refund: Pick<RefundRecord, 'accountId' | 'id'>): Promise<boolean> {
    const found: unknown[] = await tx.query(
      `select 1 from refund_line l join subscription s on s.account_id = l.account_id and s.id = l.subscription_id
        where l.account_id = $1 and l.refund_id = $2 and s.ended_no = 0
          and (s.package_no > 0 or l.period_start >= s.period_start) limit 1`,
      [refund.accountId, refund.id],
    );
    return found.length > 0;
  }

  async setRejected(
    tx: EntityManager,
    refund: Pick<RefundRecord, 'accountId' | 'id'>,
    act: { by: string; reason: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update refund_request set state = 'rejected', rejected_at = $3, rejected_by = $4, reject_reason = $5
        where account_id = $1 and id = $2`,
      [refund.accountId, refund.id, now, act.by, act.reason],
    );
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, id: string): Promise<RefundRecord> {
    const [row]: RefundRow[] = await tx.query(`${SELECT} where f.id = $1`, [id]);
    if (!row) throw notFound('Такой заявки нет');
    return toRecord(row);
  }

  async ofAccount(tx: EntityManager, accountId: string): Promise<RefundRecord[]> {
    const rows: RefundRow[] = await tx.query(
      `${SELECT} where f.account_id = $1 order by f.requested_at desc, f.id desc`,
      [accountId],
    );
    return rows.map(toRecord);
  }

  /** Of everything, or of one package: several packages may be given back side by side. */
  async isOpen(tx: EntityManager, accountId: string, subscriptionId: string | null): Promise<boolean> {
    const [row]: unknown[] = await tx.query(
      `select 1 from refund_request where account_id = $1 and state not in ('paid', 'rejected')
          and ($2::uuid is null or subscription_id is null or subscription_id = $2)`,
      [accountId, subscriptionId],
    );
    return row !== undefined;
  }

  /** The signed correction document has come back: the transfer is allowed. */
  async approveBy(tx: EntityManager, accountId: string, documentId: string): Promise<void> {
    await tx.query(
      `update refund_request set state = 'approved'
        where account_id = $1 and document_id = $2 and state = 'awaiting_signed_correction'`,
      [accountId, documentId],
    );
  }

  /** What of a request goes or went back to cards: sent and not ended, and done. Minor units. */
  async onCards(
    tx: EntityManager,
    accountId: string,
    requestId: string,
  ): Promise<{ underWay: Minor; done: Minor }> {
    const [row]: [{ under_way: string; done: string }] = await tx.query(
      `select coalesce(sum(amount) filter (where state not in ('succeeded', 'failed')), 0) as under_way,
              coalesce(sum(amount) filter (where state = 'succeeded'), 0) as done
         from provider_refund where account_id = $1 and refund_request_id = $2`,
      [accountId, requestId],
    );
    return { underWay: BigInt(row.under_way), done: BigInt(row.done) };
  }

  async setPaid(tx: EntityManager, accountId: string, id: string, by: string, now: Date): Promise<void> {
    await tx.query(
      `update refund_request set state = 'paid', paid_at = $3, paid_by = $4 where account_id = $1 and id = $2`,
      [accountId, id, now, by],
    );
  }

  /** UPDs of an account that a correction may reduce, newest first, with what earlier corrections left of each. */
  async correctable(
    tx: EntityManager,
    accountId: string,
  ): Promise<
    { number: string; issuedOn: LocalDate; name: string; vatRate: string | null; gross: Minor; vat: Minor }[]
  > {
    const rows: {
      number: number;
      issued_on: LocalDate;
      vat_rate: string | null;
      amount: string;
      vat_amount: string;
      facts: unknown;
    }[] = await tx.query(
      `select number, issued_on, vat_rate, amount, vat_amount, facts from document
          -- A UPD over what was consumed is no advance: unused money was never in it.
          where account_id = $1 and kind = 'upd' and source like 'receipt:%'
            and not exists (select from document_status t where t.account_id = document.account_id
                             and t.document_id = document.id and t.status = 'cancelled') order by issued_on desc, number desc`,
      [accountId],
    );
    const corrections: { facts: unknown }[] = await tx.query(
      // That of a refund which was rejected stands no more.
      `select d.facts from document d where d.account_id = $1 and d.kind = 'correction'
          and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                             and t.status = 'cancelled') order by d.created_at, d.number`,
      [accountId],
    );
    const corrected = corrections.flatMap(({ facts }) => factsFromJson<CorrectionFacts>(facts).lines);
    return rows
      .map((row) => {
        const last = corrected.findLast(
          (line) =>
            line.originalNumber === String(row.number) &&
            (line.originalIssuedOn ?? row.issued_on) === row.issued_on,
        );
        return {
          number: String(row.number),
          issuedOn: row.issued_on,
          name: factsFromJson<UpdFacts>(row.facts).lines[0]!.name,
          vatRate: row.vat_rate,
          gross: last?.after.gross ?? BigInt(row.amount),
          vat: last?.after.vat ?? BigInt(row.vat_amount),
        };
      })
      .filter(({ gross }) => gross > 0n);
  }
}
