import { Injectable } from '@nestjs/common';
import {
  advanceMovements,
  unusedAdvances,
  type AccountAdvances,
  type AdvanceOffset,
  type OffsetCorrection,
} from '@rocket/billing';
import type { RequisitesDto } from '@rocket/contracts';
import { shortDate, type AdvanceRow, type CorrectionFacts } from '@rocket/documents';
import { sum, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { factsFromJson } from '../platform/facts-json';
import type { RegisterScope } from './register.store';

const PAGE = 200;
const KINDS = { upd: 'УПД', act: 'Акт', certificate: 'Сертификат' } as const;

/** A crediting of a receipt, whether or not it was taken back, with the tax invoice drawn up for it. */
type CreditedPart = {
  readonly account_id: string;
  readonly entry_id: string;
  readonly paper: string;
  readonly amount: string;
  readonly business_date: LocalDate;
  readonly undone_on: LocalDate | null;
  readonly document_number: string | null;
  readonly document_date: LocalDate | null;
  readonly received_on: LocalDate;
  readonly source: 'bank' | 'robokassa' | 'yookassa';
  readonly seller_name: string;
  readonly currency: Currency;
  readonly account_name: string;
  readonly requisites: RequisitesDto | null;
} & (
  | {
      readonly invoice_number: string;
      readonly invoice_on: LocalDate;
      /** A tax invoice for an advance always has one. */
      readonly vat_rate: string;
      readonly vat_amount: string;
    }
  | {
      readonly invoice_number: null;
      readonly invoice_on: null;
      readonly vat_rate: null;
      readonly vat_amount: null;
    }
);

interface ClosingPaper {
  readonly account_id: string;
  readonly kind: keyof typeof KINDS;
  readonly source: string;
  readonly issued_on: LocalDate;
  readonly amount: string;
  readonly number: string;
  readonly uses: readonly { readonly paper: string; readonly gross: string }[];
}

interface CorrectionRow {
  readonly account_id: string;
  readonly issued_on: LocalDate;
  readonly facts: unknown;
}

interface RefundEntry {
  readonly account_id: string;
  readonly business_date: LocalDate;
  /** What left, positive. */
  readonly amount: string;
  /** Of what went back to a card: the crediting its money came by. */
  readonly advance_id: string | null;
}

const paperName = (kind: keyof typeof KINDS, number: string, on: LocalDate): string =>
  `${KINDS[kind]} № ${number} от ${shortDate(on)}`;
const STANDS = `not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                               and t.status = 'cancelled')`;

/** A part of an advance that goes back. */
export interface ReturnedAdvance {
  /** Minor units. */
  readonly amount: Minor;
  /** The day the money reached the seller. */
  readonly receivedOn: LocalDate;
  /** `20/120` of its tax invoice; null: it has none. */
  readonly invoiceRate: string | null;
}

/** What became of every advance: money by its creditings, delivery by papers, read for a page of accounts at a time. */
@Injectable()
export class AdvanceStore {
  /** Advances that had something left before the period or were received in it, by account and crediting. */
  async read(tx: EntityManager, scope: RegisterScope): Promise<AdvanceRow[]> {
    const accounts: { id: string }[] = await tx.query(
      `select distinct p.account_id as id from receipt_part p join account a on a.id = p.account_id
        where ($1::text is null or a.seller_code = $1) order by id`,
      [scope.seller],
    );
    const rows: AdvanceRow[] = [];
    for (let at = 0; at < accounts.length; at += PAGE) {
      const ids = accounts.slice(at, at + PAGE).map(({ id }) => id);
      rows.push(...(await this.ofAccounts(tx, ids, scope)));
    }
    return rows;
  }

  /** Which advances of an account an amount that goes back on a day is of, newest first. */
  async unused(
    tx: EntityManager,
    accountId: string,
    on: LocalDate,
    amount: Minor,
  ): Promise<ReturnedAdvance[]> {
    const { parts, advances } = (await this.known(tx, [accountId]))(accountId);
    const open = unusedAdvances(advances, on, amount);
    // A paper that came after the money was asked back, because requisites did, says that it was delivered: it is the newest all the same.
    const isWhole = sum(open.map((one) => one.amount)) === amount;
    const newest = isWhole ? open : unusedAdvances({ ...advances, offsets: [], corrections: [] }, on, amount);
    return newest.map((returned) => {
      const part = parts.find(({ entry_id: id }) => id === returned.id)!;
      return { amount: returned.amount, receivedOn: part.received_on, invoiceRate: part.vat_rate };
    });
  }

  /** What is known of each account: its creditings as rows, and what moved them. */
  private async known(
    tx: EntityManager,
    ids: readonly string[],
  ): Promise<(id: string) => { parts: readonly CreditedPart[]; advances: AccountAdvances }> {
    const credited = byAccount(await this.credited(tx, ids));
    const papers = byAccount(await this.papers(tx, ids));
    const corrections = byAccount(await this.corrections(tx, ids));
    const refunds = byAccount(await this.refunds(tx, ids));
    return (id) => {
      const of = <Row>(rows: ReadonlyMap<string, readonly Row[]>) => rows.get(id) ?? [];
      const parts = of(credited);
      return { parts, advances: accountAdvances(parts, of(papers), of(corrections), of(refunds)) };
    };
  }

  private async ofAccounts(
    tx: EntityManager,
    ids: readonly string[],
    scope: RegisterScope,
  ): Promise<AdvanceRow[]> {
    const knownOf = await this.known(tx, ids);
    return ids.flatMap((id) => {
      const { parts, advances } = knownOf(id);
      const movements = advanceMovements(advances, scope);
      const known = new Map(parts.map((part) => [part.entry_id, part]));
      return movements
        .filter(
          ({ opening, received, offset, returned }) =>
            opening !== 0n || received !== 0n || offset !== 0n || returned !== 0n,
        )
        .map(({ id: entry, ...movement }) => rowOf(known.get(entry)!, movement));
    });
  }

  private credited(tx: EntityManager, ids: readonly string[]): Promise<CreditedPart[]> {
    return tx.query(
      `select p.account_id, p.entry_id, p.paper, p.amount, e.business_date, (p.undone_at at time zone s.time_zone)::date as undone_on,
              r.document_number, r.document_date, r.received_on, r.source, s.name as seller_name, s.currency,
              a.name as account_name, c.requisites, d.facts ->> 'number' as invoice_number, d.issued_on as invoice_on,
              d.vat_rate, d.vat_amount
         from receipt_part p
         join entry e on e.account_id = p.account_id and e.id = p.entry_id
         join receipt r on r.id = p.receipt_id
         join account a on a.id = p.account_id
         join seller s on s.code = a.seller_code
         left join customer_profile c on c.account_id = p.account_id
         left join document d on d.account_id = p.account_id and d.kind = 'advance_invoice' and d.source = p.paper
        where p.account_id = any($1::uuid[]) order by p.account_id, e.seq`,
      [ids],
    );
  }

  /** Closing papers that stand, each with the advances it says it settles. */
  private papers(tx: EntityManager, ids: readonly string[]): Promise<ClosingPaper[]> {
    return tx.query(
      `select d.account_id, d.kind, d.source, d.issued_on, d.amount, d.facts ->> 'number' as number,
              (select coalesce(jsonb_agg(jsonb_build_object('paper', x.source, 'gross', u.gross::text)), '[]')
                 from advance_use u join document x on x.account_id = u.account_id and x.id = u.advance_id
                where u.account_id = d.account_id and u.document_id = d.id) as uses
         from document d where d.account_id = any($1::uuid[]) and d.kind in ('upd', 'act', 'certificate') and ${STANDS}
        order by d.issued_on, d.created_at, d.id`,
      [ids],
    );
  }

  private corrections(tx: EntityManager, ids: readonly string[]): Promise<CorrectionRow[]> {
    return tx.query(
      `select d.account_id, d.issued_on, d.facts from document d
        where d.account_id = any($1::uuid[]) and d.kind = 'correction' and ${STANDS}`,
      [ids],
    );
  }

  private refunds(tx: EntityManager, ids: readonly string[]): Promise<RefundEntry[]> {
    return tx.query(
      // What went back to a card is of the money that came by it.
      `select e.account_id, e.business_date, -e.money as amount,
              (select p.entry_id from provider_refund f
                 join provider_payment y on y.account_id = f.account_id and y.id = f.payment_id
                 join receipt_part p on p.account_id = f.account_id and p.receipt_id = y.receipt_id and p.undone_at is null
                where f.account_id = e.account_id and f.id::text = split_part(e.key, ':', 3)
                order by p.part limit 1) as advance_id
         from entry e
        where e.account_id = any($1::uuid[]) and e.kind = 'refund'
          and not exists (select from entry x where x.account_id = e.account_id and x.reverses = e.id)`,
      [ids],
    );
  }
}

function byAccount<Row extends { readonly account_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.account_id);
    if (group) group.push(row);
    else groups.set(row.account_id, [row]);
  }
  return groups;
}

function accountAdvances(
  parts: readonly CreditedPart[],
  papers: readonly ClosingPaper[],
  corrections: readonly CorrectionRow[],
  refunds: readonly RefundEntry[],
): AccountAdvances {
  // A crediting undone and made anew has the paper of the first: the one that stands is the one it settles.
  const standing = [...parts].sort((a, b) => Number(a.undone_on === null) - Number(b.undone_on === null));
  const partOf = new Map(standing.map((part) => [part.paper, part.entry_id]));
  return {
    credited: parts.map((part) => ({
      id: part.entry_id,
      on: part.business_date,
      amount: BigInt(part.amount),
      takenBackOn: part.undone_on,
    })),
    offsets: papers.flatMap((row) => offsetsOf(row, partOf)),
    corrections: corrections.flatMap(correctionsOf),
    refunds: refunds.map((row) => ({
      ...{ on: row.business_date, amount: BigInt(row.amount), advanceId: row.advance_id },
    })),
  };
}

/** A paper over a crediting settles it whole; another settles what it names, and for the rest the oldest. */
function offsetsOf(row: ClosingPaper, partOf: ReadonlyMap<string, string>): AdvanceOffset[] {
  const paper = paperName(row.kind, row.number, row.issued_on);
  const amount = BigInt(row.amount);
  const ofCrediting = partOf.get(row.source);
  if (ofCrediting !== undefined) return [{ on: row.issued_on, advanceId: ofCrediting, paper, amount }];
  const named = row.uses.map((use) => ({
    ...{ on: row.issued_on, paper, amount: BigInt(use.gross) },
    advanceId: partOf.get(use.paper) ?? null,
  }));
  const rest = amount - sum(named.map((use) => use.amount));
  return rest > 0n ? [...named, { on: row.issued_on, advanceId: null, paper, amount: rest }] : named;
}

function correctionsOf(row: CorrectionRow): OffsetCorrection[] {
  const facts = factsFromJson<CorrectionFacts>(row.facts);
  return facts.lines.flatMap(({ originalNumber, originalIssuedOn, before, after }) => {
    const amount = before.gross - after.gross;
    const upd = facts.original.find(
      ({ number, date }) => number === originalNumber && (!originalIssuedOn || date === originalIssuedOn),
    );
    if (amount <= 0n || !upd) return [];
    return [{ on: row.issued_on, paper: paperName('upd', upd.number, upd.date), amount }];
  });
}

function rowOf(
  part: CreditedPart,
  movement: Omit<ReturnType<typeof advanceMovements>[number], 'id'>,
): AdvanceRow {
  const number = part.document_number ?? 'б/н';
  return {
    ...{ creditedOn: part.business_date, seller: part.seller_name, currency: part.currency },
    customer: part.requisites?.legalName ?? part.account_name,
    inn: part.requisites?.inn ?? '',
    kpp: part.requisites?.kpp ?? null,
    payment: `${number} от ${shortDate(part.document_date ?? part.received_on)}`,
    invoice:
      part.invoice_number === null
        ? null
        : {
            ...{ number: part.invoice_number, issuedOn: part.invoice_on, vatRate: part.vat_rate },
            vat: BigInt(part.vat_amount),
          },
    ...movement,
  };
}
