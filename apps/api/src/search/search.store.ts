import { Injectable } from '@nestjs/common';
import type { AccountState, SearchHitDto, SearchReasonDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

/** What somebody may have meant by what they wrote. */
export interface Sought {
  /** A part of a name or of an address; null where only a number can be meant. */
  readonly text: string | null;
  /** The beginning of an INN. */
  readonly inn: string | null;
  readonly amocrmId: number | null;
  readonly invoiceNumber: number | null;
  /** Minor units, whatever the currency: every one of ours has two digits. */
  readonly amount: Minor | null;
}

/** So many invoices or receipts of one sum are shown; a round sum has thousands. */
const MOST_OF_A_SUM = 6;

/**
 * Accounts by what they are called, each once, by the best that was found: the whole word, its beginning, a part of it.
 * $1 the words as written, $2 the same as a pattern, $3 beginning of an INN, $4 amoCRM's id, $5 how many, $6 patterns of a word's beginning.
 */
const BY_NAME = `
  select distinct on (account_id) account_id, kind, text, place from (
    (select a.account_id, 'name' as kind, a.name as text,
            case when lower(a.name) = lower($1) then 0 when a.name ilike any($6) then 2 else 4 end as place
       from account_words a where a.name ilike $2 order by 4, a.name limit $5)
    union all
    (select a.account_id, 'subdomain', a.subdomain, case when a.subdomain = lower($1) then 0 when starts_with(a.subdomain, lower($1)) then 2 else 5 end
       from account_words a where a.subdomain ilike $2 order by 4, 3 limit $5)
    union all
    (select p.account_id, 'legal_name', p.requisites ->> 'legalName', 5
       from customer_profile p where p.requisites ->> 'legalName' ilike $2 order by 3 limit $5)
    union all
    (select p.account_id, 'inn', p.inn, case when p.inn = $3 then 0 else 3 end
       from customer_profile p where p.inn like $3 || '%' order by p.inn limit $5)
    union all
    (select a.id, 'amocrm_id', a.amocrm_account_id::text, 1 from account a where a.amocrm_account_id = $4)
  ) found order by account_id, place`;

const INVOICES = (where: string, by: string, place: number, limit: string) => `
  (select i.account_id, i.id, i.number, i.amount, i.issued_on as on_day, i.state, null::text as payer, i.created_at as at,
          'invoice' as kind, '${by}' as by, ${place} as place, i.seller_code
     from invoice i where ${where} order by i.created_at desc limit ${limit})`;

/** Invoices and receipts: by number (exact), by sum, the newest first. $1 number, $2 sum, $3 how many. */
const BY_NUMBER = `
  ${INVOICES('i.number = $1', 'number', 1, '$3')}
  union all
  ${INVOICES('i.amount = $2 and i.number is distinct from $1', 'amount', 3, String(MOST_OF_A_SUM))}
  union all
  (select p.account_id, r.id, null, p.amount, r.received_on, r.state, r.payer_name, p.credited_at, 'receipt', 'amount', 3, r.seller_code
     from receipt_part p join receipt r on r.id = p.receipt_id
    where p.amount = $2 and p.undone_at is null order by p.credited_at desc limit ${MOST_OF_A_SUM})
  union all
  -- Nobody's yet: what was asked for on the phone is often there.
  (select null, r.id, null, r.amount, r.received_on, r.state, r.payer_name, r.recorded_at, 'receipt', 'amount', 2, r.seller_code
     from receipt r where r.amount = $2 and r.state <> 'credited' order by r.recorded_at desc limit ${MOST_OF_A_SUM})`;

type NameReason = Extract<SearchReasonDto, { text: string }>;
type InvoiceReason = Extract<SearchReasonDto, { kind: 'invoice' }>;
type ReceiptReason = Extract<SearchReasonDto, { kind: 'receipt' }>;

/** A row of `BY_NAME`. */
interface NamedRow {
  readonly account_id: string;
  readonly name: string;
  readonly subdomain: string;
  readonly state: AccountState;
  readonly kind: NameReason['kind'];
  readonly text: string;
  readonly place: number;
}

/** Whose it is; all of it null of money that is nobody's yet. */
type OwnerColumns =
  | { readonly account_id: null; readonly name: null; readonly subdomain: null; readonly account_state: null }
  | {
      readonly account_id: string;
      readonly name: string;
      readonly subdomain: string;
      readonly account_state: AccountState;
    };

/** A row of `BY_NUMBER`: an invoice or a receipt. */
type NumberedRow = OwnerColumns & {
  readonly id: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly on_day: LocalDate;
  readonly at: Date;
  readonly place: number;
} & (
    | {
        readonly kind: 'invoice';
        readonly number: number;
        readonly state: InvoiceReason['state'];
        readonly by: InvoiceReason['by'];
      }
    | { readonly kind: 'receipt'; readonly payer: string; readonly state: ReceiptReason['state'] }
  );

@Injectable()
export class SearchStore {
  async find(tx: EntityManager, sought: Sought, limit: number): Promise<SearchHitDto[]> {
    const [names, numbers] = await Promise.all([
      this.byName(tx, sought, limit),
      this.byNumber(tx, sought, limit),
    ]);
    return [...names, ...numbers]
      .sort(
        (one, other) => one.place - other.place || other.at - one.at || one.name.localeCompare(other.name),
      )
      .slice(0, limit)
      .map(({ hit }) => hit);
  }

  private async byName(tx: EntityManager, { text, inn, amocrmId }: Sought, limit: number): Promise<Placed[]> {
    if (text === null && inn === null && amocrmId === null) return [];
    const rows: NamedRow[] = await tx.query(
      `select f.*, a.name, a.subdomain, a.state from (${BY_NAME}) f join account a on a.id = f.account_id
        order by f.place, a.name, a.id limit $5`,
      [
        text,
        // One letter is in every name: it can only be a beginning.
        text === null ? null : text.length === 1 ? `${plain(text)}%` : `%${plain(text)}%`,
        inn,
        amocrmId,
        limit,
        text === null ? [] : wordBeginnings(text),
      ],
    );
    return rows.map((row) =>
      placed({ ...row, account_state: row.state }, 0, { kind: row.kind, text: row.text }),
    );
  }

  private async byNumber(
    tx: EntityManager,
    { invoiceNumber, amount }: Sought,
    limit: number,
  ): Promise<Placed[]> {
    if (invoiceNumber === null && amount === null) return [];
    const rows: NumberedRow[] = await tx.query(
      `select f.*, a.name, a.subdomain, a.state as account_state, s.currency
         from (${BY_NUMBER}) f join seller s on s.code = f.seller_code left join account a on a.id = f.account_id
        where f.kind <> 'invoice' or a.id is not null`,
      [invoiceNumber, amount?.toString() ?? null, limit],
    );
    return rows.map((row) => placed(row, row.at.getTime(), reasonOf(row)));
  }
}

/** Signs that a pattern takes for its own are signs. */
const plain = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const wordBeginnings = (text: string): string[] =>
  ['', '% ', '%«', '%"'].map((before) => `${before}${plain(text)}%`);

interface Placed {
  readonly place: number;
  readonly at: number;
  readonly name: string;
  readonly hit: SearchHitDto;
}

const placed = (
  row: OwnerColumns & { readonly place: number },
  at: number,
  why: SearchReasonDto,
): Placed => ({
  place: row.place,
  at,
  name: row.name ?? '',
  hit: {
    account:
      row.account_id === null
        ? null
        : { id: row.account_id, name: row.name, subdomain: row.subdomain, state: row.account_state },
    why,
  },
});

const reasonOf = (row: NumberedRow): SearchReasonDto => {
  const sum = { id: row.id, amount: moneyText(BigInt(row.amount), row.currency), on: row.on_day };
  return row.kind === 'invoice'
    ? { kind: 'invoice', ...sum, number: row.number, state: row.state, by: row.by }
    : { kind: 'receipt', ...sum, payer: row.payer, state: row.state };
};
