import { Injectable } from '@nestjs/common';
import type { EntryKind } from '@rocket/contracts';
import type { CorrectionFacts, ReconciliationFacts, ReconciliationLine } from '@rocket/documents';
import { shortDate } from '@rocket/documents';
import { addDays, sum, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { factsFromJson } from '../platform/facts-json';

/** What stands between the parties at the end of a day, and what made it. */
export interface Settlements {
  readonly lines: readonly ReconciliationLine[];
  readonly ledger: ReconciliationFacts['ledger'];
  readonly opening: Minor;
  readonly closing: Minor;
}

/** Words of the papers that an act of reconciliation counts as deliveries. */
const SOLD = {
  upd: { short: 'УПД', name: 'Универсальный передаточный документ' },
  act: { short: 'акт', name: 'Акт' },
  certificate: { short: 'сертификат', name: 'Сертификат' },
} as const;

/** An entry that moved money, with the receipt it is about; null where it is about none. */
interface MoneyRow {
  readonly business_date: LocalDate;
  readonly money: string;
  readonly seq: number;
  /** Of a reversal: of what it takes back. */
  readonly kind: EntryKind;
  readonly storno: boolean;
  readonly document_number: string | null;
  readonly document_date: LocalDate | null;
  readonly received_on: LocalDate | null;
  readonly source: 'bank' | 'robokassa' | 'yookassa' | null;
}

interface PaperRow {
  readonly kind: keyof typeof SOLD | 'correction';
  readonly issued_on: LocalDate;
  readonly amount: string;
  readonly facts: unknown;
}

/**
 * The settlements of an account with its seller: money by the journal, deliveries by the papers issued (facts 9.1). Days are
 * the seller's, both ends of a period included.
 */
@Injectable()
export class SettlementStore {
  async ofPeriod(
    tx: EntityManager,
    accountId: string,
    { from, to }: { from: LocalDate; to: LocalDate },
  ): Promise<Settlements> {
    const all = [...(await this.money(tx, accountId, to)), ...(await this.papers(tx, accountId, to))].sort(
      (a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0),
    );
    const balanceOf = (lines: readonly ReconciliationLine[]) =>
      sum(lines.map(({ credit, debit }) => credit - debit));
    return {
      lines: all.filter(({ on }) => on >= from),
      opening: balanceOf(all.filter(({ on }) => on < from)),
      closing: balanceOf(all),
      ledger: await this.ledger(tx, accountId, from, to),
    };
  }

  /** Payments, money paid back and what staff gave or took; what a reversal takes back is a storno. */
  private async money(tx: EntityManager, accountId: string, to: LocalDate): Promise<ReconciliationLine[]> {
    const rows: MoneyRow[] = await tx.query(
      `select e.business_date, e.money, e.seq, coalesce(o.kind, e.kind) as kind, e.reverses is not null as storno,
              r.document_number, r.document_date, r.received_on, r.source
         from entry e
         left join entry o on o.account_id = e.account_id and o.id = e.reverses
         left join receipt r on r.id = case when coalesce(o.subject, e.subject) ->> 'type' = 'receipt'
                                           then (coalesce(o.subject, e.subject) ->> 'id')::uuid end
        where e.account_id = $1 and e.business_date <= $2 and e.money <> 0
          and coalesce(o.kind, e.kind) not in ('charge')
        order by e.business_date, e.seq`,
      [accountId, to],
    );
    return rows.map(moneyLine);
  }

  /** Closing documents that stand, and what corrections took from them. */
  private async papers(tx: EntityManager, accountId: string, to: LocalDate): Promise<ReconciliationLine[]> {
    const rows: PaperRow[] = await tx.query(
      `select d.kind, d.issued_on, d.amount, d.facts from document d
        where d.account_id = $1 and d.issued_on <= $2 and d.kind in ('upd', 'act', 'certificate', 'correction')
          and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                             and t.status = 'cancelled')
        order by d.issued_on, d.created_at, d.id`,
      [accountId, to],
    );
    return rows.map(paperLine);
  }

  private async ledger(
    tx: EntityManager,
    accountId: string,
    from: LocalDate,
    to: LocalDate,
  ): Promise<ReconciliationFacts['ledger']> {
    const [row]: [{ opening: string; came: string; went: string; closing: string }] = await tx.query(
      `select coalesce(sum(money) filter (where business_date < $2), 0) as opening,
              coalesce(sum(money) filter (where business_date >= $2 and money > 0), 0) as came,
              coalesce(-sum(money) filter (where business_date >= $2 and money < 0), 0) as went,
              coalesce(sum(money), 0) as closing
         from entry where account_id = $1 and business_date < $3`,
      [accountId, from, addDays(to, 1)],
    );
    return {
      opening: BigInt(row.opening),
      in: BigInt(row.came),
      out: BigInt(row.went),
      closing: BigInt(row.closing),
    };
  }
}

function moneyLine(row: MoneyRow): ReconciliationLine {
  const money = BigInt(row.money);
  const on = row.business_date;
  const storno = row.storno ? 'Сторно: ' : '';
  const line = (what: string, name: string, number: string, date: LocalDate, isDebit: boolean) => ({
    ...{ on, what: storno + what, document: { name, number, date } },
    debit: isDebit ? -money : 0n,
    credit: isDebit ? 0n : money,
  });
  switch (row.kind) {
    case 'top_up': {
      const number = row.document_number ?? 'б/н';
      const date = row.document_date ?? row.received_on ?? on;
      const what = row.document_number
        ? `Оплата (п/п № ${number} от ${shortDate(date)})`
        : `Оплата (от ${shortDate(date)})`;
      return line(what, 'Платёжное поручение', number, date, false);
    }
    case 'refund':
      return line('Возврат денежных средств', 'Платёжное поручение на возврат', 'б/н', on, true);
    default: {
      const isDebit = row.storno ? money > 0n : money < 0n;
      return line('Корректировка расчётов', 'Бухгалтерская справка', String(row.seq), on, isDebit);
    }
  }
}

function paperLine(row: PaperRow): ReconciliationLine {
  const on = row.issued_on;
  if (row.kind === 'correction') return correctionLine(on, factsFromJson<CorrectionFacts>(row.facts));
  const { number } = factsFromJson<{ number: string }>(row.facts);
  const sold = SOLD[row.kind];
  return {
    on,
    what: `Продажа (${sold.short} № ${number} от ${shortDate(on)})`,
    document: { name: sold.name, number, date: on },
    debit: BigInt(row.amount),
    credit: 0n,
  };
}

const correctionLine = (on: LocalDate, { number, totals }: CorrectionFacts): ReconciliationLine => ({
  on,
  what: `Корректировка продажи (УКД № ${number} от ${shortDate(on)})`,
  document: { name: 'Универсальный корректировочный документ', number, date: on },
  debit: totals.increase.gross - totals.decrease.gross,
  credit: 0n,
});
