import { Injectable } from '@nestjs/common';
import type { InvoiceDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { OpenInvoice } from '@rocket/payment-sources';
import type { EntityManager } from 'typeorm';
import { pdfPath } from '../documents/document.store';
import { AppConfig } from '../platform/config';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { paymentLinks } from './payment-links';

/* eslint-disable @typescript-eslint/no-explicit-any -- rows as the driver hands them over */

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

  /** Invoices a payment might be for: those its purpose names, and those of the payer for exactly this sum. */
  async candidates(
    tx: EntityManager,
    request: { sellers: readonly string[]; numbers: readonly number[]; inn: string | null; amount: Minor },
  ): Promise<OpenInvoice[]> {
    const rows: any[] = await tx.query(
      `select id, account_id, number, issued_on, amount, customer_inn, customer_name from invoice
        where seller_code = any($1) and state in ('issued', 'expired')
          and (number = any($2::integer[]) or (state = 'issued' and customer_inn = $3 and amount = $4))`,
      [request.sellers, request.numbers, request.inn, request.amount.toString()],
    );
    return rows.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      number: String(row.number),
      issuedOn: row.issued_on,
      amount: BigInt(row.amount),
      customerInn: row.customer_inn,
      customerName: row.customer_name,
    }));
  }

  /** Counts what was credited for an invoice and sets its state by it. */
  async settle(tx: EntityManager, accountId: string, invoiceId: string): Promise<void> {
    await tx.query(
      `update invoice i set state = case when x.paid >= i.amount then 'paid' else 'issued' end
         from (select coalesce(sum(amount), 0) as paid from receipt
                where account_id = $1 and invoice_id = $2 and state = 'credited') x
        where i.account_id = $1 and i.id = $2 and i.state <> 'cancelled'`,
      [accountId, invoiceId],
    );
  }

  async isOf(tx: EntityManager, accountId: string, invoiceId: string): Promise<boolean> {
    const [row] = await tx.query('select 1 from invoice where account_id = $1 and id = $2', [
      accountId,
      invoiceId,
    ]);
    return row !== undefined;
  }

  async list(tx: EntityManager, accountId: string, request: PageRequest & { id?: string }) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: any[] = await tx.query(
      `select i.*, s.currency from invoice i join seller s on s.code = i.seller_code
        where i.account_id = $1 and ($2::uuid is null or i.id = $2)
          and ($3::timestamptz is null or (i.created_at, i.id) < ($3, $4::uuid))
        order by i.created_at desc, i.number desc limit $5`,
      [accountId, request.id ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, this.config),
      (row) => [row.created_at.toISOString(), row.id],
    );
  }
}

const toDto = (row: any, config: AppConfig): InvoiceDto => {
  const money = (amount: string) => moneyText(BigInt(amount), row.currency as Currency);
  return {
    id: row.id,
    number: String(row.number),
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    amount: money(row.amount),
    vat: { rate: row.vat_rate, amount: money(row.vat_amount) },
    state: row.state,
    paymentLinks: paymentLinks(config, { id: row.id, sellerCode: row.seller_code, state: row.state }),
    files: { pdf: pdfPath(row.id) },
  };
};
