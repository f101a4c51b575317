import { Injectable } from '@nestjs/common';
import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import type { BankRefund, OutgoingPayment } from '@rocket/payment-sources';
import type { EntityManager } from 'typeorm';

/** A refund as an outgoing line is compared with it. */
export interface ComparedRefund extends BankRefund {
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: Currency;
}

/** A line that was found to be the payment of a refund. Minor units. */
export interface RefundPaymentRecord {
  readonly accountId: string;
  readonly reference: string;
  readonly refundId: string;
  readonly outcome: 'paid' | 'given_back';
  readonly documentNumber: string;
  readonly sentOn: LocalDate;
  readonly amount: Minor;
}

interface ComparedRow {
  readonly id: string;
  readonly account_id: string;
  readonly account_name: string;
  readonly amocrm_account_id: string;
  readonly currency: Currency;
  readonly state: 'approved' | 'paid';
  readonly amount: string;
  readonly requested_on: LocalDate;
  readonly inn: string | null;
  readonly settlement_account: string | null;
  readonly is_proved: boolean;
  readonly orders: { number: number; datedOn: LocalDate }[];
}
interface PaymentRow {
  readonly account_id: string;
  readonly reference: string;
  readonly refund_id: string;
  readonly outcome: 'paid' | 'given_back';
  readonly document_number: string;
  readonly sent_on: LocalDate;
  readonly amount: string;
}

const toRecord = (row: PaymentRow): RefundPaymentRecord => ({
  accountId: row.account_id,
  reference: row.reference,
  refundId: row.refund_id,
  outcome: row.outcome,
  documentNumber: row.document_number,
  sentOn: row.sent_on,
  amount: BigInt(row.amount),
});

/** Which lines of bank statements paid which refunds. */
@Injectable()
export class RefundPaymentStore {
  /** Refunds an outgoing line may be about: all that wait, and those of its payee that were paid. */
  async compared(
    tx: EntityManager,
    { ourAccount, payee }: Pick<OutgoingPayment, 'ourAccount' | 'payee'>,
  ): Promise<ComparedRefund[]> {
    const rows: ComparedRow[] = await tx.query(
      `select f.id, f.account_id, a.name as account_name, a.amocrm_account_id, s.currency, f.state,
              f.amount - cards.done as amount, (f.requested_at at time zone s.time_zone)::date as requested_on,
              c.requisites ->> 'inn' as inn, c.requisites ->> 'settlementAccount' as settlement_account,
              exists (select from refund_payment p
                       where p.account_id = f.account_id and p.refund_id = f.id and p.outcome = 'paid') as is_proved,
              coalesce((select json_agg(json_build_object('number', o.number, 'datedOn', o.dated_on) order by o.no)
                          from refund_order o where o.account_id = f.account_id and o.refund_id = f.id), '[]') as orders
         from refund_request f
         join account a on a.id = f.account_id
         join seller s on s.code = a.seller_code
         left join customer_profile c on c.account_id = f.account_id
         join lateral (select coalesce(sum(x.amount) filter (where x.state = 'succeeded'), 0) as done
                         from provider_refund x where x.account_id = f.account_id and x.refund_request_id = f.id) cards on true
        where s.requisites ->> 'settlementAccount' = $1
          and (f.state = 'approved' or (f.state = 'paid'
            and (c.requisites ->> 'inn' = $2 or c.requisites ->> 'settlementAccount' = $3)))
        order by f.requested_at, f.id`,
      [ourAccount, payee.inn, payee.account],
    );
    return rows.map((row) => ({
      ...{ id: row.id, accountId: row.account_id, accountName: row.account_name, currency: row.currency },
      state: row.state === 'approved' ? 'awaited' : row.is_proved ? 'proved' : 'paid',
      amount: BigInt(row.amount),
      payeeInn: row.inn,
      payeeAccount: row.settlement_account,
      accountNumber: String(row.amocrm_account_id),
      requestedOn: row.requested_on,
      orders: row.orders,
    }));
  }

  /** The same line in this or another file, also of another format: a bank numbers its documents the same in both. */
  async known(
    tx: EntityManager,
    line: Pick<OutgoingPayment, 'reference' | 'documentNumber' | 'sentOn' | 'amount'>,
    refundIds: readonly string[],
  ): Promise<RefundPaymentRecord | null> {
    const rows: PaymentRow[] = await tx.query(
      `select * from refund_payment where reference = $1
        union all
       select * from refund_payment
        where refund_id = any($2::uuid[]) and document_number = $3 and sent_on = $4 and amount = $5 and reference <> $1
        limit 1`,
      [line.reference, refundIds, line.documentNumber, line.sentOn, line.amount.toString()],
    );
    return rows[0] ? toRecord(rows[0]) : null;
  }

  /** Payments of a sum from an account of ours, with their payees: one of them may have come back. */
  async paidFrom(
    tx: EntityManager,
    { ourAccount, amount }: { ourAccount: string; amount: Minor },
  ): Promise<
    (RefundPaymentRecord & {
      accountName: string;
      currency: Currency;
      inn: string | null;
      account: string | null;
    })[]
  > {
    const rows: (PaymentRow & {
      account_name: string;
      currency: Currency;
      inn: string | null;
      account: string | null;
    })[] = await tx.query(
      `select p.*, a.name as account_name, s.currency, c.requisites ->> 'inn' as inn,
              c.requisites ->> 'settlementAccount' as account
         from refund_payment p
         join account a on a.id = p.account_id
         join seller s on s.code = a.seller_code
         left join customer_profile c on c.account_id = p.account_id
        where p.outcome = 'paid' and p.amount = $2 and s.requisites ->> 'settlementAccount' = $1
        order by p.sent_on desc, p.reference`,
      [ourAccount, amount.toString()],
    );
    return rows.map(({ account_name: accountName, currency, inn, account, ...row }) => ({
      ...toRecord(row),
      ...{ accountName, currency, inn, account },
    }));
  }

  async insert(
    tx: EntityManager,
    { accountId, id }: Pick<ComparedRefund, 'accountId' | 'id'>,
    line: OutgoingPayment,
    outcome: RefundPaymentRecord['outcome'],
    by: { statementId: string; actor: string; now: Date },
  ): Promise<void> {
    await tx.query(
      `insert into refund_payment (account_id, reference, refund_id, outcome, document_number, sent_on, amount, statement_id,
         line, recorded_at, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[accountId, line.reference, id, outcome, line.documentNumber, line.sentOn, line.amount.toString()],
        ...[by.statementId, line.line, by.now, by.actor],
      ],
    );
  }
}
