import { Injectable } from '@nestjs/common';
import type { ReceiptDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

/* eslint-disable @typescript-eslint/no-explicit-any -- rows as the driver hands them over */

export interface NewReceipt {
  readonly id: string;
  readonly sellerCode: string;
  readonly source: 'bank' | 'robokassa' | 'yookassa';
  readonly reference: string;
  readonly receivedOn: LocalDate;
  readonly amount: Minor;
  readonly payer: { readonly name: string; readonly inn: string | null; readonly account: string | null };
  readonly payeeAccount: string | null;
  readonly purpose: string;
  readonly documentNumber: string | null;
  readonly documentDate: LocalDate | null;
}

export interface ReceiptRecord {
  readonly id: string;
  readonly sellerCode: string;
  readonly source: 'bank' | 'robokassa' | 'yookassa';
  readonly amount: Minor;
  readonly payeeAccount: string | null;
  readonly state: 'credited' | 'unallocated' | 'returned';
  readonly accountId: string | null;
  readonly invoiceId: string | null;
}

const SELECT = 'select r.*, s.currency from receipt r join seller s on s.code = r.seller_code';

@Injectable()
export class ReceiptStore {
  /** Writes a receipt once for each reference; answers false when it was already there (rule 5). */
  async insert(tx: EntityManager, receipt: NewReceipt, now: Date): Promise<boolean> {
    const inserted: unknown[] = await tx.query(
      `insert into receipt (id, seller_code, source, reference, received_on, amount, payer_name, payer_inn, payer_account,
         payee_account, purpose, document_number, document_date, state, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'unallocated', $14)
       on conflict (source, reference) do nothing returning id`,
      [
        receipt.id,
        receipt.sellerCode,
        receipt.source,
        receipt.reference,
        receipt.receivedOn,
        receipt.amount.toString(),
        receipt.payer.name,
        receipt.payer.inn,
        receipt.payer.account,
        receipt.payeeAccount,
        receipt.purpose,
        receipt.documentNumber,
        receipt.documentDate,
        now,
      ],
    );
    return inserted.length > 0;
  }

  async byReference(tx: EntityManager, source: string, reference: string): Promise<ReceiptDto | null> {
    const [row] = await tx.query(`${SELECT} where r.source = $1 and r.reference = $2`, [source, reference]);
    return row ? toDto(row) : null;
  }

  /** Locks a receipt for a decision about it. @throws ApiError `not_found` */
  async lock(tx: EntityManager, id: string): Promise<ReceiptRecord> {
    const [row] = await tx.query('select * from receipt where id = $1 for update', [id]);
    if (!row) throw notFound('Такого поступления нет');
    return {
      id: row.id,
      sellerCode: row.seller_code,
      source: row.source,
      amount: BigInt(row.amount),
      payeeAccount: row.payee_account,
      state: row.state,
      accountId: row.account_id,
      invoiceId: row.invoice_id,
    };
  }

  async setCredited(
    tx: EntityManager,
    id: string,
    to: { accountId: string; invoiceId: string | null; sellerCode: string; reason: string },
  ): Promise<void> {
    await tx.query(
      `update receipt set state = 'credited', account_id = $2, invoice_id = $3, seller_code = $4, reason = $5 where id = $1`,
      [id, to.accountId, to.invoiceId, to.sellerCode, to.reason],
    );
  }

  async setUnallocated(tx: EntityManager, id: string, reason: string): Promise<void> {
    await tx.query(
      `update receipt set state = 'unallocated', account_id = null, invoice_id = null, reason = $2 where id = $1`,
      [id, reason],
    );
  }

  async view(tx: EntityManager, id: string): Promise<ReceiptDto> {
    const [row] = await tx.query(`${SELECT} where r.id = $1`, [id]);
    if (!row) throw notFound('Такого поступления нет');
    return toDto(row);
  }

  async list(tx: EntityManager, request: PageRequest & { state?: string | undefined }) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: any[] = await tx.query(
      `${SELECT} where ($1::text is null or r.state = $1)
          and ($2::timestamptz is null or (r.recorded_at, r.id) < ($2, $3::uuid))
        order by r.recorded_at desc, r.id desc limit $4`,
      [request.state ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(rows, request, toDto, (row) => [row.recorded_at.toISOString(), row.id]);
  }
}

const toDto = (row: any): ReceiptDto => ({
  id: row.id,
  receivedOn: row.received_on,
  amount: moneyText(BigInt(row.amount), row.currency as Currency),
  payer: { name: row.payer_name, inn: row.payer_inn, account: row.payer_account },
  purpose: row.purpose,
  reference: row.reference,
  state: row.state,
  account: row.account_id,
  reason: row.reason,
});
