import { Injectable } from '@nestjs/common';
import { payerOf, paymentWaysFor, type PaymentWays } from '@rocket/catalog';
import type { InvoiceDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { OpenInvoice } from '@rocket/payment-sources';
import type { EntityManager } from 'typeorm';
import { pdfPath } from '../documents/document.store';
import { AppConfig } from '../platform/config';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { paymentLinks } from '../platform/payment-links';
import { ORDER, PAID, orderView, type OrderRow } from './invoice.rows';

export interface NewInvoice {
  /** Also the id of its document. */
  readonly id: string;
  readonly accountId: string;
  readonly sellerCode: string;
  readonly number: number;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly amount: Minor;
  readonly vatRate: string | null;
  readonly vatAmount: Minor;
  readonly customerInn: string;
  readonly customerName: string;
}

interface OpenInvoiceRow {
  readonly id: string;
  readonly account_id: string;
  readonly number: number;
  readonly issued_on: LocalDate;
  readonly amount: string;
  /** What was credited for it. */
  readonly paid: string;
  readonly customer_inn: string;
  readonly customer_name: string;
}

interface InvoiceRow extends OpenInvoiceRow {
  readonly seller_code: string;
  readonly due_on: LocalDate;
  readonly vat_rate: string | null;
  readonly vat_amount: string;
  readonly state: InvoiceDto['state'];
  readonly currency: Currency;
  readonly country: 'RU' | 'KZ';
  readonly ordered: OrderRow | null;
  readonly payment_ways: PaymentWays | null;
  /** The contract it asks money under is over. */
  readonly is_over: boolean;
  /** It still asks for money, and its term is over. */
  readonly is_late: boolean;
}

@Injectable()
export class InvoiceStore {
  constructor(private readonly config: AppConfig) {}

  async insert(tx: EntityManager, invoice: NewInvoice, now: Date): Promise<void> {
    await tx.query(
      `insert into invoice (account_id, id, seller_code, number, issued_on, due_on, amount, vat_rate, vat_amount, state,
         customer_inn, customer_name, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'issued', $10, $11, $12)`,
      [
        invoice.accountId,
        invoice.id,
        invoice.sellerCode,
        invoice.number,
        invoice.issuedOn,
        invoice.dueOn,
        invoice.amount.toString(),
        invoice.vatRate,
        invoice.vatAmount.toString(),
        invoice.customerInn,
        invoice.customerName,
        now,
      ],
    );
  }

  /**
   * Invoices a payment might be for: those its purpose names, and those of the payer of which exactly this sum is still to
   * be paid on the day the money came.
   */
  async candidates(
    tx: EntityManager,
    request: {
      sellers: readonly string[];
      numbers: readonly number[];
      inn: string | null;
      amount: Minor;
      on: LocalDate;
    },
  ): Promise<OpenInvoice[]> {
    const rows: OpenInvoiceRow[] = await tx.query(
      `select i.id, i.account_id, i.number, i.issued_on, i.amount, ${PAID} as paid, i.customer_inn, i.customer_name
         from invoice i
        where i.seller_code = any($1) and i.state = 'issued'
          and (i.number = any($2::integer[])
               or (i.customer_inn = $3 and i.due_on >= $5 and i.amount >= $4 and i.amount - ${PAID} = $4))`,
      [request.sellers, request.numbers, request.inn, request.amount.toString(), request.on],
    );
    return rows.map(toOpenInvoice);
  }

  /** Counts what was credited for an invoice and sets its state by it. A term that is over is told when it is read. */
  async settle(tx: EntityManager, accountId: string, invoiceId: string): Promise<void> {
    await tx.query(
      `update invoice i set state = case when ${PAID} >= i.amount then 'paid' else 'issued' end
        where i.account_id = $1 and i.id = $2 and i.state <> 'cancelled'`,
      [accountId, invoiceId],
    );
  }

  async isOf(tx: EntityManager, accountId: string, invoiceId: string): Promise<boolean> {
    const [row]: unknown[] = await tx.query('select 1 from invoice where account_id = $1 and id = $2', [
      accountId,
      invoiceId,
    ]);
    return row !== undefined;
  }

  /** Newest day first, of one day the highest number first. `now` tells which of them have outlived their term. */
  async list(tx: EntityManager, accountId: string, request: PageRequest & { id?: string }, now: Date) {
    const cursor = cursorOf<[string, number, string]>(request);
    const rows: InvoiceRow[] = await tx.query(
      `select i.*, s.currency, s.country, ${PAID} as paid, ${ORDER} as ordered, o.terms -> 'paymentWays' as payment_ways,
              a.state in ('terminated', 'erased') as is_over,
              (i.state = 'issued' and i.due_on < ($6::timestamptz at time zone s.time_zone)::date) as is_late
         from invoice i join seller s on s.code = i.seller_code join account a on a.id = i.account_id
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
        where i.account_id = $1 and ($2::uuid is null or i.id = $2)
          and ($3::date is null or (i.issued_on, i.number, i.id) < ($3, $4::integer, $7::uuid))
        order by i.issued_on desc, i.number desc, i.id desc limit $5`,
      [
        ...[accountId, request.id ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null],
        ...[limitOf(request) + 1, now, cursor?.[2] ?? null],
      ],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, this.config),
      (row) => [row.issued_on, row.number, row.id],
    );
  }
}

export const toOpenInvoice = (row: OpenInvoiceRow): OpenInvoice => ({
  id: row.id,
  accountId: row.account_id,
  number: String(row.number),
  issuedOn: row.issued_on,
  amount: BigInt(row.amount),
  rest: BigInt(row.amount) - BigInt(row.paid),
  customerInn: row.customer_inn,
  customerName: row.customer_name,
});

const toDto = (row: InvoiceRow, config: AppConfig): InvoiceDto => {
  const money = (amount: string) => moneyText(BigInt(amount), row.currency);
  const state = row.is_late ? 'expired' : row.state;
  const payer = payerOf(row.country, row.customer_inn);
  const ways = paymentWaysFor({ paymentWays: row.payment_ways ?? undefined }, payer);
  // Under a contract that is over nothing is asked for.
  const byCard = ways.includes('card') && !row.is_over;
  return {
    id: row.id,
    number: String(row.number),
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    amount: money(row.amount),
    vat: { rate: row.vat_rate, amount: money(row.vat_amount) },
    state,
    paid: money(BigInt(row.paid) < BigInt(row.amount) ? row.paid : row.amount),
    ...(row.ordered ? { order: orderView(row.ordered, row.currency) } : {}),
    paymentLinks: paymentLinks(config, { id: row.id, sellerCode: row.seller_code, state, byCard }),
    ...(ways.includes('invoice') ? {} : { cardOnly: true as const }),
    files: { pdf: pdfPath(row.id) },
  };
};
