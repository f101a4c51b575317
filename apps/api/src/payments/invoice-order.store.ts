import { Injectable } from '@nestjs/common';
import type { LocalDate, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { PAID } from './invoice.rows';

/** A line of an order, priced by a version of the price list. */
export interface OrderLine {
  readonly productCode: string;
  readonly productName: string;
  /** Code and name; null: the product has one tariff without a name. */
  readonly tariff: string | null;
  readonly tariffName: string | null;
  readonly projectId: string | null;
  readonly quantity: number;
  readonly period: string;
  readonly priceId: string;
  readonly amount: Minor;
  readonly isPackage: boolean;
}

/** An order whose invoice is paid in full and which waits to be carried out. */
export interface PaidInvoiceOrder {
  readonly invoiceId: string;
  readonly number: number;
  readonly issuedOn: LocalDate;
  /** What all its lines cost by its own prices. */
  readonly total: Minor;
  readonly holdsUntil: LocalDate | null;
  /** The day the last of its money reached the seller. */
  readonly paidOn: LocalDate;
  readonly lines: readonly OrderLine[];
}

export interface NewInvoiceOrder {
  readonly accountId: string;
  readonly invoiceId: string;
  readonly total: Minor;
  readonly holdsUntil: LocalDate | null;
  readonly supersedes: string | null;
  readonly lines: readonly OrderLine[];
}

interface PaidOrderRow {
  readonly id: string;
  readonly number: number;
  readonly issued_on: LocalDate;
  readonly total: string;
  readonly holds_until: LocalDate | null;
  /** What is paid has a day it was paid on. */
  readonly paid_on: LocalDate;
  readonly lines: readonly (Omit<OrderLine, 'amount'> & { readonly amount: string })[];
}

/** What invoices are for. The caller holds the account's lock when it writes. */
@Injectable()
export class InvoiceOrderStore {
  async insert(tx: EntityManager, order: NewInvoiceOrder): Promise<void> {
    const { accountId, invoiceId, lines } = order;
    await tx.query(
      `insert into invoice_order (account_id, invoice_id, state, total, holds_until, supersedes)
       values ($1, $2, 'waiting', $3, $4, $5)`,
      [accountId, invoiceId, order.total.toString(), order.holdsUntil, order.supersedes],
    );
    for (const [index, line] of lines.entries())
      await tx.query(
        `insert into invoice_order_line (account_id, invoice_id, line, product_code, tariff, project_id, quantity, period,
           price_id, amount)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[accountId, invoiceId, index + 1, line.productCode, line.tariff, line.projectId],
          ...[line.quantity, line.period, line.priceId, line.amount.toString()],
        ],
      );
  }

  /** Orders that are paid in full and wait, the oldest first. */
  async paid(tx: EntityManager, accountId: string): Promise<PaidInvoiceOrder[]> {
    const rows: PaidOrderRow[] = await tx.query(
      `select i.id, i.number, i.issued_on, o.total, o.holds_until,
              (select max(r.received_on) from receipt_part p join receipt r on r.id = p.receipt_id
                where p.account_id = i.account_id and p.invoice_id = i.id and p.undone_at is null) as paid_on,
              (select jsonb_agg(jsonb_build_object('productCode', l.product_code, 'productName', d.name, 'tariff', l.tariff,
                        'tariffName', (select t ->> 'name' from jsonb_array_elements(d.tariffs) t where t ->> 'code' = l.tariff),
                        'projectId', l.project_id, 'quantity', l.quantity, 'period', l.period, 'priceId', l.price_id,
                        'amount', l.amount::text, 'isPackage', c.is_package) order by l.line)
                 from invoice_order_line l join product d on d.code = l.product_code join price c on c.id = l.price_id
                where l.account_id = o.account_id and l.invoice_id = o.invoice_id) as lines
         from invoice_order o join invoice i on i.account_id = o.account_id and i.id = o.invoice_id
        where o.account_id = $1 and o.state = 'waiting' and i.state = 'paid' and ${PAID} >= i.amount
        order by i.issued_on, i.number`,
      [accountId],
    );
    return rows.map((row) => ({
      invoiceId: row.id,
      number: row.number,
      issuedOn: row.issued_on,
      total: BigInt(row.total),
      holdsUntil: row.holds_until,
      paidOn: row.paid_on,
      lines: row.lines.map((line) => ({ ...line, amount: BigInt(line.amount) })),
    }));
  }

  async carriedOut(
    tx: EntityManager,
    accountId: string,
    invoiceId: string,
    subscriptions: readonly string[],
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update invoice_order set state = 'carried_out', decided_at = $3, trouble = null where account_id = $1 and invoice_id = $2`,
      [accountId, invoiceId, now],
    );
    await tx.query(
      `update invoice_order_line l set subscription_id = x.id from unnest($3::uuid[]) with ordinality x(id, line)
        where l.account_id = $1 and l.invoice_id = $2 and l.line = x.line`,
      [accountId, invoiceId, subscriptions],
    );
  }

  /** The invoice says nothing any more: another one asks for the rest. */
  async superseded(
    tx: EntityManager,
    accountId: string,
    invoiceId: string,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update invoice_order set state = 'superseded', superseded_by = $3, decided_at = $4, trouble = null
        where account_id = $1 and invoice_id = $2`,
      [accountId, invoiceId, by, now],
    );
    await tx.query(`update invoice set state = 'cancelled' where account_id = $1 and id = $2`, [
      accountId,
      invoiceId,
    ]);
  }

  /** True when this trouble was not known before. */
  async troubled(tx: EntityManager, accountId: string, invoiceId: string, trouble: string): Promise<boolean> {
    const changed: unknown[][] = await tx.query(
      `update invoice_order set trouble = $3 where account_id = $1 and invoice_id = $2 and trouble is distinct from $3 returning 1`,
      [accountId, invoiceId, trouble],
    );
    return (changed[0] ?? []).length > 0;
  }
}
