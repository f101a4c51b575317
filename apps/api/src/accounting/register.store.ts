import { Injectable } from '@nestjs/common';
import type { DocumentDto, DocumentStatus } from '@rocket/contracts';
import {
  shortDate,
  type AdvanceInvoiceFacts,
  type PaperRow,
  type ReceiptRow,
  type RegisterPeriod,
  type SalesBookRow,
  type UpdFacts,
} from '@rocket/documents';
import { sum, type Currency, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { PRINTED_NUMBER, STRONGEST_STAGE } from '../documents/document-course.rows';
import { factsFromJson } from '../platform/facts-json';

export interface RegisterScope extends RegisterPeriod {
  /** null: every seller. */
  readonly seller: string | null;
}

/** A document with its kind and status as they are kept; words are for whoever shows them. */
export interface IssuedPaper extends PaperRow {
  readonly kind: DocumentDto['kind'];
  readonly status: DocumentStatus;
}

/** Rows as the driver hands them over: sums of minor units are texts. */
interface ReceiptRecord {
  readonly received_on: LocalDate;
  readonly seller_name: string;
  readonly currency: Currency;
  readonly source: ReceiptRow['source'];
  readonly document_number: string | null;
  readonly payer_name: string;
  readonly payer_inn: string | null;
  readonly purpose: string;
  readonly amount: string;
  readonly state: ReceiptRow['state'];
  readonly account_name: string | null;
  readonly reason: string | null;
}
interface PaperRecord {
  readonly kind: IssuedPaper['kind'];
  readonly number: string;
  readonly issued_on: LocalDate;
  readonly amount: string;
  readonly vat_rates: readonly (string | null)[];
  readonly vat_amount: string;
  readonly seller_name: string;
  readonly currency: Currency;
  readonly customer: { readonly name?: string; readonly inn?: string; readonly kpp?: string | null } | null;
  readonly status: DocumentStatus;
}

/** What the registers of accountants are made of. */
@Injectable()
export class RegisterStore {
  /** Receipts by the day the money reached the seller, unallocated ones too. */
  async receipts(tx: EntityManager, { from, to, seller }: RegisterScope): Promise<ReceiptRow[]> {
    const rows: ReceiptRecord[] = await tx.query(
      `select r.*, s.name as seller_name, s.currency,
              (select string_agg(distinct a.name, ', ') from receipt_part p join account a on a.id = p.account_id
                where p.receipt_id = r.id and p.undone_at is null) as account_name
         from receipt r join seller s on s.code = r.seller_code
        where r.received_on between $1 and $2 and ($3::text is null or r.seller_code = $3)
        order by r.received_on, r.recorded_at, r.id`,
      [from, to, seller],
    );
    return rows.map((row) => ({
      receivedOn: row.received_on,
      seller: row.seller_name,
      currency: row.currency,
      source: row.source,
      orderNumber: row.document_number,
      payer: row.payer_name,
      payerInn: row.payer_inn,
      purpose: row.purpose,
      amount: BigInt(row.amount),
      state: row.state,
      account: row.account_name,
      reason: row.reason,
    }));
  }

  /** Documents by the day of issue. A correction counts down: its sums are negative. */
  async papers(tx: EntityManager, { from, to, seller }: RegisterScope, now: Date): Promise<IssuedPaper[]> {
    const rows: PaperRecord[] = await tx.query(
      `select d.kind, ${PRINTED_NUMBER} as number, d.issued_on, d.amount, d.vat_amount, s.name as seller_name, s.currency,
              d.facts -> 'customer' as customer,
              -- A correction keeps the rates of the documents it corrects, which may be several.
              case when d.kind = 'correction'
                   then array(select distinct l ->> 'vatRate' as rate from jsonb_array_elements(d.facts -> 'lines') l order by rate)
                   else array[d.vat_rate] end as vat_rates,
              coalesce(case when i.state = 'issued' and i.due_on < ($4::timestamptz at time zone s.time_zone)::date then 'expired'
                            when i.state <> 'issued' then i.state end, ${STRONGEST_STAGE}) as status
         from document d join seller s on s.code = d.seller_code
         left join invoice i on d.kind = 'invoice' and i.account_id = d.account_id and i.id = d.id
        where d.issued_on between $1 and $2 and ($3::text is null or d.seller_code = $3)
        order by d.issued_on, d.kind, d.year, d.number, d.id`,
      [from, to, seller, now],
    );
    return rows.map((row) => {
      const sign = row.kind === 'correction' ? -1n : 1n;
      return {
        kind: row.kind,
        number: row.number,
        issuedOn: row.issued_on,
        seller: row.seller_name,
        currency: row.currency,
        customer: row.customer?.name ?? '',
        inn: row.customer?.inn ?? '',
        kpp: row.customer?.kpp ?? null,
        gross: sign * BigInt(row.amount),
        vatRates: row.vat_rates,
        vat: sign * BigInt(row.vat_amount),
        status: row.status,
        isAnnulled: row.status === 'cancelled',
      };
    });
  }

  /**
   * Tax invoices by the day of issue, a line for each rate; those over advances too. A UPD of status 2 is no tax invoice. One that was annulled stays and
   * is taken back by lines below zero: in its own quarter, as the book and its additional sheet do (Resolution 1137, appendix 5).
   */
  async salesBook(tx: EntityManager, { from, to, seller }: RegisterScope): Promise<SalesBookRow[]> {
    const rows: { kind: 'upd' | 'advance_invoice'; facts: unknown; annulled: boolean }[] = await tx.query(
      `select d.kind, d.facts, exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                                and t.status = 'cancelled') as annulled
         from document d
        where (d.kind = 'advance_invoice' or d.kind = 'upd' and (d.facts ->> 'status')::int = 1)
          and d.issued_on between $1 and $2 and ($3::text is null or d.seller_code = $3)
        order by d.issued_on, d.kind, d.year, d.number, d.id`,
      [from, to, seller],
    );
    return rows.flatMap((row) => {
      const lines =
        row.kind === 'upd'
          ? salesBookRows(factsFromJson<UpdFacts>(row.facts))
          : [advanceRow(factsFromJson<AdvanceInvoiceFacts>(row.facts))];
      return row.annulled ? [...lines, ...lines.map(takenBack)] : lines;
    });
  }
}

const takenBack = (line: SalesBookRow): SalesBookRow => ({
  ...line,
  gross: -line.gross,
  net: -line.net,
  vat: -line.vat,
});

const partyOf = ({ customer, currency }: UpdFacts | AdvanceInvoiceFacts) => ({
  customer: customer.name,
  inn: customer.inn,
  kpp: customer.kpp,
  currency,
});
const paidBy = (payments: UpdFacts['paymentDocuments']): string =>
  payments.map(({ number, date }) => `${number} от ${shortDate(date)}`).join('; ');

function advanceRow(facts: AdvanceInvoiceFacts): SalesBookRow {
  const { number, issuedOn, gross, vatRate, vat, paymentDocument } = facts;
  const sums = { gross, net: gross - vat, vatRate, vat };
  return {
    ...{ operation: '02', number, issuedOn, payments: paidBy([paymentDocument]) },
    ...partyOf(facts),
    ...sums,
  };
}

function salesBookRows(facts: UpdFacts): SalesBookRow[] {
  const rates = [...new Set(facts.lines.map(({ vatRate }) => vatRate))];
  return rates.map((vatRate) => {
    const lines = facts.lines.filter((line) => line.vatRate === vatRate);
    return {
      operation: '01',
      number: facts.number,
      issuedOn: facts.issuedOn,
      payments: paidBy(facts.paymentDocuments),
      ...partyOf(facts),
      gross: sum(lines.map(({ gross }) => gross)),
      net: sum(lines.map(({ net }) => net)),
      vatRate,
      vat: sum(lines.map(({ vat }) => vat)),
    };
  });
}
