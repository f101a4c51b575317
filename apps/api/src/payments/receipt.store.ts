import { Injectable } from '@nestjs/common';
import type { ReceiptDto, ReceiptPartDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

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
  /** The format of the bank file it came in; null for other sources. */
  readonly format?: string | null;
}

export interface ReceiptRecord {
  readonly id: string;
  readonly sellerCode: string;
  readonly source: 'bank' | 'robokassa' | 'yookassa';
  readonly amount: Minor;
  readonly payeeAccount: string | null;
  readonly reference: string;
  readonly payer: { readonly name: string; readonly inn: string | null; readonly account: string | null };
  readonly purpose: string;
  readonly state: 'credited' | 'unallocated' | 'returned';
  readonly allocated: Minor;
  readonly returned: Minor;
  /** Neither given to an account nor returned. */
  readonly rest: Minor;
  readonly receivedOn: LocalDate;
}

interface ReceiptRow {
  readonly id: string;
  readonly seller_code: string;
  readonly source: ReceiptRecord['source'];
  readonly reference: string;
  readonly received_on: LocalDate;
  readonly amount: string;
  readonly allocated: string;
  readonly returned: string;
  readonly payer_name: string;
  readonly payer_inn: string | null;
  readonly payer_account: string | null;
  readonly payee_account: string | null;
  readonly purpose: string;
  readonly document_number: string | null;
  readonly document_date: LocalDate | null;
  readonly state: ReceiptRecord['state'];
  readonly account_id: string | null;
  readonly reason: string | null;
  readonly recorded_at: Date;
}

/** A receipt as `SELECT` reads it. */
interface ShownRow extends ReceiptRow {
  readonly currency: Currency;
  readonly parts: readonly (Omit<ReceiptPartDto, 'amount'> & { readonly amount: string })[];
}

const SELECT = `
  select r.*, s.currency,
         (select coalesce(jsonb_agg(jsonb_build_object('account', p.account_id, 'accountName', a.name, 'invoice', p.invoice_id,
                    'invoiceNumber', i.number::text, 'amount', p.amount::text, 'entry', p.entry_id, 'reason', p.reason)
                    order by p.credited_at, p.account_id, p.part), '[]')
            from receipt_part p join account a on a.id = p.account_id
            left join invoice i on i.account_id = p.account_id and i.id = p.invoice_id
           where p.receipt_id = r.id and p.undone_at is null) as parts
    from receipt r join seller s on s.code = r.seller_code`;

/** Letters and digits, so that quotes, № and line breaks of two banks' exports do not differ. */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]/gu, '');
const numberOf = (text: string | null): string | null =>
  /(\d+)\D*$/.exec(text ?? '')?.[1]?.replace(/^0+/, '') || null;

function isSamePayment(
  receipt: NewReceipt,
  other: { number: string | null; purpose: string; day: LocalDate },
): boolean {
  const [a, b] = [bare(receipt.purpose), bare(other.purpose)];
  // One of the two may be cut: camt.053 has pieces of 140 characters, some banks send the first alone.
  const length = Math.min(a.length, b.length);
  const isSamePurpose = length >= 20 ? a.slice(0, length) === b.slice(0, length) : a === b;
  const [mine, theirs] = [numberOf(receipt.documentNumber), numberOf(other.number)];
  if (mine !== null && theirs !== null)
    return mine === theirs && (isSamePurpose || receipt.receivedOn === other.day);
  return isSamePurpose && receipt.receivedOn === other.day;
}

/** Money that left our account for the one it may have come from. */
interface SentBack {
  readonly payeeAccount: string;
  readonly ourAccount: string;
  readonly amount: Minor;
  readonly sentOn: LocalDate;
}

@Injectable()
export class ReceiptStore {
  /** Writes a receipt once for each reference; answers false when it was already there (rule 5). */
  async insert(tx: EntityManager, receipt: NewReceipt, now: Date): Promise<boolean> {
    const inserted: unknown[] = await tx.query(
      `insert into receipt (id, seller_code, source, reference, received_on, amount, payer_name, payer_inn, payer_account,
         payee_account, purpose, document_number, document_date, state, recorded_at, format)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'unallocated', $14, $15)
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
        receipt.format ?? null,
      ],
    );
    return inserted.length > 0;
  }

  async byReference(tx: EntityManager, source: string, reference: string): Promise<ReceiptDto | null> {
    return (await this.byReferences(tx, source, [reference])).get(reference) ?? null;
  }

  /** Receipts by the references they are known under, in whatever format. */
  async byReferences(
    tx: EntityManager,
    source: string,
    references: readonly string[],
  ): Promise<Map<string, ReceiptDto>> {
    const rows: (ShownRow & { known_as: string })[] = await tx.query(
      `select x.known_as, y.* from (
           select reference as known_as, id from receipt where source = $1 and reference = any($2::text[])
           union all
           select reference, receipt_id from receipt_alias where source = $1 and reference = any($2::text[])) x
         join lateral (${SELECT} where r.id = x.id) y on true`,
      [source, references],
    );
    return new Map(rows.map((row) => [row.known_as, toDto(row)]));
  }

  /**
   * The same payment told by a file of another format, which this format has not named yet. Numbers decide where both
   * have one, else the words of the purpose; a sum and a payer alone are not enough (rule 5).
   */
  async twinOf(tx: EntityManager, receipt: NewReceipt): Promise<string | null> {
    if (receipt.source !== 'bank' || !receipt.format || !receipt.payer.account) return null;
    // One file at a time asks about this payer and sum.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [
      `${receipt.payeeAccount} ${receipt.payer.account} ${receipt.amount}`,
    ]);
    const rows: Pick<ReceiptRow, 'id' | 'document_number' | 'purpose' | 'received_on'>[] = await tx.query(
      `select r.id, r.document_number, r.purpose, r.received_on from receipt r
        where r.source = 'bank' and r.payer_account = $1 and r.amount = $2 and r.payee_account = $3
          and r.format is distinct from $4 and r.received_on between $5::date - 5 and $5::date + 5
          and not exists (select from receipt_alias l where l.receipt_id = r.id and l.format = $4)
        order by abs(r.received_on - $5::date), r.id`,
      [
        receipt.payer.account,
        receipt.amount.toString(),
        receipt.payeeAccount,
        receipt.format,
        receipt.receivedOn,
      ],
    );
    const twin = rows.find((row) =>
      isSamePayment(receipt, { number: row.document_number, purpose: row.purpose, day: row.received_on }),
    );
    return twin?.id ?? null;
  }

  async insertAlias(tx: EntityManager, receiptId: string, known: NewReceipt): Promise<void> {
    await tx.query(
      'insert into receipt_alias (source, reference, receipt_id, format) values ($1, $2, $3, $4) on conflict do nothing',
      [known.source, known.reference, receiptId, known.format],
    );
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, id: string): Promise<ReceiptRecord> {
    const [row]: ReceiptRow[] = await tx.query('select * from receipt where id = $1', [id]);
    if (!row) throw notFound('Такого поступления нет');
    return toRecord(row);
  }

  /** Locks a receipt for a decision about it. @throws ApiError `not_found` */
  async lock(tx: EntityManager, id: string): Promise<ReceiptRecord> {
    const [row]: ReceiptRow[] = await tx.query('select * from receipt where id = $1 for update', [id]);
    if (!row) throw notFound('Такого поступления нет');
    return toRecord(row);
  }

  /**
   * Counts anew what was given to accounts and says by it how the receipt stands. `account` is named when all of it is one
   * account's. `reason` is the latest word about it.
   */
  async recount(tx: EntityManager, id: string, reason: string): Promise<void> {
    await tx.query(
      `update receipt r set allocated = x.allocated, reason = $2,
              state = case when x.allocated + r.returned < r.amount then 'unallocated'
                           when x.allocated = 0 then 'returned' else 'credited' end,
              account_id = case when x.allocated + r.returned = r.amount then x.account_id end,
              invoice_id = case when x.allocated + r.returned = r.amount then x.invoice_id end
         from (select coalesce(sum(amount), 0) as allocated,
                      case when count(distinct account_id) = 1 then min(account_id::text)::uuid end as account_id,
                      case when count(*) = 1 then min(invoice_id::text)::uuid end as invoice_id
                 from receipt_part where receipt_id = $1 and undone_at is null) x
        where r.id = $1`,
      [id, reason],
    );
  }

  /** The receipt turned out to be of another seller that shares the bank account. */
  async handOver(tx: EntityManager, id: string, sellerCode: string): Promise<void> {
    await tx.query('update receipt set seller_code = $2 where id = $1', [id, sellerCode]);
  }

  /**
   * How much of it went back to the payer; `reference` names the outgoing document where one proves it. `recount` follows.
   */
  async setReturned(
    tx: EntityManager,
    id: string,
    returned: { amount: Minor; reference: string | null },
  ): Promise<void> {
    await tx.query(
      `update receipt set returned = $2, return_reference = $3,
              state = case when allocated + $2 < amount then 'unallocated' when allocated = 0 then 'returned' else 'credited' end,
              account_id = case when allocated + $2 = amount then account_id end
        where id = $1`,
      [id, returned.amount.toString(), returned.reference],
    );
  }

  /** Receipts nobody has that an outgoing payment of this sum to this account may return. */
  async returnable(tx: EntityManager, outgoing: SentBack): Promise<string[]> {
    const rows: Pick<ReceiptRow, 'id'>[] = await tx.query(
      `select id from receipt
        where state = 'unallocated' and source = 'bank' and payer_account = $1 and payee_account = $2 and amount = $3
          and allocated = 0 and returned = 0 and received_on <= $4 order by received_on, id limit 2`,
      [outgoing.payeeAccount, outgoing.ourAccount, outgoing.amount.toString(), outgoing.sentOn],
    );
    return rows.map((row) => row.id);
  }

  /** Whether customers have such a receipt: money that went back is theirs still. */
  async isCreditedAlike(tx: EntityManager, outgoing: SentBack): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `select 1 from receipt
        where source = 'bank' and payer_account = $1 and payee_account = $2 and amount = $3 and allocated > 0
          and received_on <= $4 limit 1`,
      [outgoing.payeeAccount, outgoing.ourAccount, outgoing.amount.toString(), outgoing.sentOn],
    );
    return rows.length > 0;
  }

  async isReturnedBy(tx: EntityManager, reference: string): Promise<boolean> {
    const rows: unknown[] = await tx.query('select 1 from receipt where return_reference = $1', [reference]);
    return rows.length > 0;
  }

  /** Why nobody has it yet. */
  async explain(tx: EntityManager, id: string, reason: string): Promise<void> {
    await tx.query('update receipt set reason = $2 where id = $1', [id, reason]);
  }

  async byIds(tx: EntityManager, ids: readonly string[]): Promise<Map<string, ReceiptDto>> {
    const rows: ShownRow[] = await tx.query(`${SELECT} where r.id = any($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, toDto(row)]));
  }

  async view(tx: EntityManager, id: string): Promise<ReceiptDto> {
    const [row]: ShownRow[] = await tx.query(`${SELECT} where r.id = $1`, [id]);
    if (!row) throw notFound('Такого поступления нет');
    return toDto(row);
  }

  /** Newest first. `q` finds by the payer, the purpose or the sum. */
  async list(
    tx: EntityManager,
    request: PageRequest & { state?: string | undefined; q?: string | undefined },
  ) {
    const cursor = cursorOf<[string, string]>(request);
    const sum = /^\d{1,13}(?:[.,]\d{2})?$/.exec((request.q ?? '').replace(/\s/g, ''))?.[0].replace(',', '.');
    const rows: ShownRow[] = await tx.query(
      `${SELECT} where ($1::text is null or r.state = $1)
          and ($2::timestamptz is null or (r.recorded_at, r.id) < ($2, $3::uuid))
          and ($5::text is null or r.payer_name ilike $5 or r.payer_inn like $5 or r.purpose ilike $5
               or r.document_number like $5 or r.amount = $6::numeric * 100)
        order by r.recorded_at desc, r.id desc limit $4`,
      [
        request.state ?? null,
        cursor?.[0] ?? null,
        cursor?.[1] ?? null,
        limitOf(request) + 1,
        request.q ? `%${request.q.replace(/[\\%_]/g, '\\$&')}%` : null,
        sum ?? null,
      ],
    );
    return pageOf(rows, request, toDto, (row) => [row.recorded_at.toISOString(), row.id]);
  }
}

const toRecord = (row: ReceiptRow): ReceiptRecord => {
  const [amount, allocated, returned] = [BigInt(row.amount), BigInt(row.allocated), BigInt(row.returned)];
  return {
    id: row.id,
    sellerCode: row.seller_code,
    source: row.source,
    reference: row.reference,
    amount,
    payer: { name: row.payer_name, inn: row.payer_inn, account: row.payer_account },
    payeeAccount: row.payee_account,
    purpose: row.purpose,
    state: row.state,
    allocated,
    returned,
    rest: amount - allocated - returned,
    receivedOn: row.received_on,
  };
};

const toDto = (row: ShownRow): ReceiptDto => {
  const money = (amount: string | bigint) => moneyText(BigInt(amount), row.currency);
  return {
    id: row.id,
    receivedOn: row.received_on,
    amount: money(row.amount),
    payer: { name: row.payer_name, inn: row.payer_inn, account: row.payer_account },
    purpose: row.purpose,
    reference: row.reference,
    state: row.state,
    account: row.account_id,
    reason: row.reason,
    source: row.source,
    documentNumber: row.document_number,
    documentDate: row.document_date,
    rest: money(BigInt(row.amount) - BigInt(row.allocated) - BigInt(row.returned)),
    returned: money(row.returned),
    parts: row.parts.map((part) => ({ ...part, amount: money(part.amount) })),
  };
};
