import { Injectable } from '@nestjs/common';
import type { RequisitesDto } from '@rocket/contracts';
import type { ExportedContract, RegisterPeriod } from '@rocket/documents';
import type { LocalDate, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { DocumentKind } from '../documents/document.store';
import { factsFromJson } from '../platform/facts-json';

export interface ExportScope extends RegisterPeriod {
  readonly seller: string;
}

/** A customer as it stands now: papers say themselves what it was on their day. */
export interface ExportedCustomer {
  readonly contract: ExportedContract;
  readonly accountName: string;
  readonly requisites: RequisitesDto | null;
}

export interface ExportedPaper {
  readonly id: string;
  readonly accountId: string;
  readonly kind: DocumentKind;
  readonly source: string;
  readonly facts: unknown;
  readonly contract: ExportedContract;
}

export interface ExportedReceipt {
  readonly id: string;
  readonly receivedOn: LocalDate;
  readonly source: 'bank' | 'robokassa' | 'yookassa';
  readonly amount: Minor;
  readonly payer: { readonly name: string; readonly inn: string | null };
  readonly purpose: string;
  readonly orderNumber: string | null;
  readonly orderDate: LocalDate | null;
  readonly parts: readonly ({ readonly amount: Minor } & ExportedCustomer)[];
}

export interface ExportedRefund extends ExportedCustomer {
  readonly id: string;
  readonly paidOn: LocalDate;
  readonly amount: Minor;
  readonly to: 'bank' | 'robokassa' | 'yookassa';
}

const PAGE = 200;

/** The columns of a customer, of an account `a`. */
const CUSTOMER = `a.id as account_id, a.name as account_name, a.amocrm_account_id, o.terms ->> 'title' as title, c.requisites`;
const CUSTOMER_JOINS = `
  join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
  left join customer_profile c on c.account_id = a.id`;

interface CustomerRow {
  readonly account_id: string;
  readonly account_name: string;
  readonly amocrm_account_id: string;
  readonly title: string;
  readonly requisites: RequisitesDto | null;
}

interface PaperRow extends CustomerRow {
  readonly id: string;
  readonly day: LocalDate;
  readonly kind: DocumentKind;
  readonly source: string;
  readonly facts: unknown;
}

/** What is read of a receipt itself. */
interface ReceiptRow {
  readonly id: string;
  readonly received_on: LocalDate;
  readonly source: ExportedReceipt['source'];
  readonly document_number: string | null;
  readonly document_date: LocalDate | null;
}

interface ReceivedRow extends ReceiptRow {
  readonly day: LocalDate;
  readonly amount: string;
  readonly payer_name: string;
  readonly payer_inn: string | null;
  readonly purpose: string;
}

interface PartRow extends CustomerRow {
  readonly receipt_id: string;
  readonly amount: string;
}

interface RefundRow extends CustomerRow {
  readonly id: string;
  readonly day: LocalDate;
  readonly amount: string;
  /** Money of a customer goes back to nowhere else. */
  readonly to_account: ExportedRefund['to'];
}

const contractOf = (row: CustomerRow): ExportedContract => ({
  accountId: row.account_id,
  title: row.title,
  accountNumber: row.amocrm_account_id,
});

const customerOf = (row: CustomerRow): ExportedCustomer => ({
  contract: contractOf(row),
  accountName: row.account_name,
  requisites: row.requisites,
});

/** What an accountant's program is given, page by page by the order of a key: nothing is held but a page. */
@Injectable()
export class ExportedStore {
  /** Customers that papers or money of the period belong to, by account. */
  async *customers(tx: EntityManager, { seller, from, to }: ExportScope): AsyncGenerator<ExportedCustomer> {
    const used: { id: string }[] = await tx.query(
      `select x.id from (
           select d.account_id as id from document d where d.seller_code = $1 and d.issued_on between $2 and $3
           union select p.account_id from receipt r join receipt_part p on p.receipt_id = r.id and p.undone_at is null
            where r.seller_code = $1 and r.received_on between $2 and $3
           union select e.account_id from entry e join account a on a.id = e.account_id
            where e.kind = 'refund' and e.business_date between $2 and $3 and a.seller_code = $1) x
        order by x.id`,
      [seller, from, to],
    );
    for (let at = 0; at < used.length; at += PAGE) {
      const ids = used.slice(at, at + PAGE).map(({ id }) => id);
      const rows: CustomerRow[] = await tx.query(
        `select ${CUSTOMER} from account a ${CUSTOMER_JOINS} where a.id = any($1::uuid[]) order by a.id`,
        [ids],
      );
      yield* rows.map(customerOf);
    }
  }

  /** Papers of some kinds that stand, by the day of issue. */
  papers(
    tx: EntityManager,
    scope: ExportScope,
    kinds: readonly DocumentKind[],
  ): AsyncGenerator<ExportedPaper> {
    return pages(scope, async (after) => {
      const rows: PaperRow[] = await tx.query(
        `select d.id, d.issued_on as day, d.kind, d.source, d.facts, ${CUSTOMER}
           from document d join account a on a.id = d.account_id ${CUSTOMER_JOINS}
          where d.seller_code = $1 and d.issued_on between $2 and $3 and (d.issued_on, d.id) > ($4, $5::uuid)
            and d.kind = any($6::text[])
            and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                               and t.status = 'cancelled')
          order by d.issued_on, d.id limit $7`,
        [scope.seller, scope.from, scope.to, after.day, after.id, kinds, PAGE],
      );
      return rows.map((row) => ({
        ...{ id: row.id, day: row.day, kind: row.kind, source: row.source, accountId: row.account_id },
        ...{ facts: factsFromJson<unknown>(row.facts), contract: contractOf(row) },
      }));
    });
  }

  /** Received money, whoever it belongs to, with the parts that were given to customers. */
  receipts(tx: EntityManager, scope: ExportScope): AsyncGenerator<ExportedReceipt> {
    return pages(scope, async (after) => {
      const rows: ReceivedRow[] = await tx.query(
        `select r.*, r.received_on as day from receipt r
          where r.seller_code = $1 and r.received_on between $2 and $3 and (r.received_on, r.id) > ($4, $5::uuid)
          order by r.received_on, r.id limit $6`,
        [scope.seller, scope.from, scope.to, after.day, after.id, PAGE],
      );
      const parts: PartRow[] = await tx.query(
        `select p.receipt_id, p.amount, ${CUSTOMER}
           from receipt_part p join account a on a.id = p.account_id ${CUSTOMER_JOINS}
          where p.receipt_id = any($1::uuid[]) and p.undone_at is null order by p.credited_at, p.account_id, p.part`,
        [rows.map(({ id }) => id)],
      );
      return rows.map((row) => ({
        ...{ id: row.id, day: row.day, receivedOn: row.received_on, source: row.source },
        ...{ amount: BigInt(row.amount), payer: { name: row.payer_name, inn: row.payer_inn } },
        ...{ purpose: row.purpose, orderNumber: row.document_number, orderDate: row.document_date },
        parts: parts
          .filter((part) => part.receipt_id === row.id)
          .map((part) => ({ amount: BigInt(part.amount), ...customerOf(part) })),
      }));
    });
  }

  /** Money paid back, by the account it left from. What was reversed was not paid back. */
  refunds(tx: EntityManager, scope: ExportScope): AsyncGenerator<ExportedRefund> {
    return pages(scope, async (after) => {
      const rows: RefundRow[] = await tx.query(
        `select e.id, e.business_date as day, p.amount, p.to_account, ${CUSTOMER}
           from entry e
           join account a on a.id = e.account_id ${CUSTOMER_JOINS}
           join posting p on p.account_id = e.account_id and p.seq = e.seq and p.from_account = 'customer_money'
          where e.kind = 'refund' and a.seller_code = $1 and e.business_date between $2 and $3
            and (e.business_date, e.id) > ($4, $5::uuid)
            and not exists (select from entry x where x.account_id = e.account_id and x.reverses = e.id)
          order by e.business_date, e.id limit $6`,
        [scope.seller, scope.from, scope.to, after.day, after.id, PAGE],
      );
      return rows.map((row) => ({
        ...{ id: row.id, day: row.day, paidOn: row.day, amount: BigInt(row.amount), to: row.to_account },
        ...customerOf(row),
      }));
    });
  }

  /** UPDs by number and day of issue: what a correction names. */
  async upd(
    tx: EntityManager,
    accountId: string,
    number: string,
    issuedOn: LocalDate,
  ): Promise<{ id: string; transferredOn: LocalDate } | null> {
    const [row]: { id: string; transferred_on: LocalDate }[] = await tx.query(
      `select id, facts ->> 'transferredOn' as transferred_on from document
        where account_id = $1 and kind = 'upd' and issued_on = $2 and facts ->> 'number' = $3`,
      [accountId, issuedOn, number],
    );
    return row ? { id: row.id, transferredOn: row.transferred_on } : null;
  }

  /** The receipt behind the crediting that a paper was drawn up for. */
  async receiptOf(
    tx: EntityManager,
    accountId: string,
    paper: string,
  ): Promise<Omit<ExportedReceipt, 'parts' | 'payer' | 'amount' | 'purpose'> | null> {
    const [row]: ReceiptRow[] = await tx.query(
      `select r.id, r.received_on, r.source, r.document_number, r.document_date
         from receipt_part p join receipt r on r.id = p.receipt_id
        where p.account_id = $1 and p.paper = $2 order by p.undone_at nulls first limit 1`,
      [accountId, paper],
    );
    if (!row) return null;
    return {
      ...{ id: row.id, receivedOn: row.received_on, source: row.source },
      ...{ orderNumber: row.document_number, orderDate: row.document_date },
    };
  }
}

/** The place of a row in a list by days. */
interface Place {
  readonly day: LocalDate;
  readonly id: string;
}
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

async function* pages<Row extends Place>(
  { from }: RegisterPeriod,
  read: (after: Place) => Promise<Row[]>,
): AsyncGenerator<Row> {
  for (let after: Place = { day: from, id: FIRST_ID }; ;) {
    const page = await read(after);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { day: last.day, id: last.id };
  }
}
