import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import type { AccountStatementFacts } from './account-statement-facts';
import { PARTNER_STATEMENT_WORDS, type StatementLanguage } from './partner-statement-words';
import type { SheetColumn, SheetValue, Spreadsheet } from './spreadsheet';
import { renderTableOnPages } from './table-on-pages';

/** One line of a partner's statement; the amount is signed, in minor units: what adds to what is due to the partner is above zero. */
export interface PartnerStatementLine {
  readonly on: LocalDate;
  readonly kind: 'reward' | 'taken_back' | 'payout' | 'payout_returned';
  /** What it was, in words. */
  readonly what: string;
  readonly amount: Minor;
  /** What is due after it. */
  readonly after: Minor;
}

/** A statement of rewards and payouts over whole days, both ends included (rule 34). */
export interface PartnerStatementFacts {
  readonly seller: { readonly name: string; readonly inn: string };
  readonly partner: AccountStatementFacts['customer'];
  /** The contracts it is about, in order: one, or more where another was made after the first was over. */
  readonly contracts: readonly { readonly number: string; readonly signedOn: LocalDate }[];
  readonly language: StatementLanguage;
  readonly currency: Currency;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly madeOn: LocalDate;
  readonly opening: Minor;
  readonly lines: readonly PartnerStatementLine[];
  readonly closing: Minor;
}

export interface PartnerTurnover {
  readonly earned: Minor;
  readonly takenBack: Minor;
  /** Less what the bank sent back. */
  readonly paid: Minor;
}

/** What was earned, taken back and paid, each as a positive amount; `paid` may be below zero where more came back than went. */
export function partnerTurnoverOf(lines: readonly PartnerStatementLine[]): PartnerTurnover {
  const of = (kind: PartnerStatementLine['kind']): Minor =>
    lines.reduce((total, line) => (line.kind === kind ? total + line.amount : total), 0n);
  return {
    earned: of('reward'),
    takenBack: -of('taken_back'),
    paid: -of('payout') - of('payout_returned'),
  };
}

/** @throws Error (a bug of the caller) when opening, lines and closing do not make each other */
function assertAddsUp({ opening, lines, closing }: PartnerStatementFacts): void {
  let due = opening;
  lines.forEach(({ amount, after }, index) => {
    due += amount;
    if (after !== due)
      throw new Error(`Line ${index + 1} of the partner's statement does not follow from the one above it`);
  });
  if (closing !== due)
    throw new Error("The closing of the partner's statement is not its opening and its lines");
}

const COLUMNS: readonly Omit<SheetColumn, 'title'>[] = [
  { kind: 'date', width: 12 },
  { kind: 'text', width: 70 },
  { kind: 'money', width: 16 },
  { kind: 'money', width: 16 },
  { kind: 'money', width: 16 },
  { kind: 'money', width: 16 },
];
const WIDTHS = [52, 235.28, 60, 60, 60, 60];

const rowOf = ({ on, kind, what, amount, after }: PartnerStatementLine): SheetValue[] => [
  on,
  what,
  kind === 'reward' ? amount : null,
  kind === 'taken_back' ? -amount : null,
  // What the bank sent back stands with a minus.
  kind === 'payout' || kind === 'payout_returned' ? -amount : null,
  after,
];

/**
 * A partner's statement as a table.
 * @throws Error when the facts do not add up
 */
export function partnerStatementTable(facts: PartnerStatementFacts): Spreadsheet {
  assertAddsUp(facts);
  const { seller, partner, from, to, opening, closing } = facts;
  const { earned, takenBack, paid } = partnerTurnoverOf(facts.lines);
  const w = PARTNER_STATEMENT_WORDS[facts.language];
  return {
    name: w.sheet,
    heading: [
      w.title(from, to),
      w.seller(seller.name, seller.inn),
      w.partner(partner.name, partner.inn, partner.accountNumber),
      w.contracts(facts.contracts),
      w.made(facts.madeOn, facts.currency),
    ],
    columns: COLUMNS.map((column, index) => ({ ...column, title: w.columns[index]! })),
    rows: [[from, w.opening, null, null, null, opening], ...facts.lines.map(rowOf)],
    totals: [
      [null, w.turnover, earned, takenBack, paid, null],
      [to, w.closing, null, null, null, closing],
    ],
  };
}

/**
 * The same as a PDF, A4 portrait.
 * @throws Error when the facts do not add up
 */
export function renderPartnerStatement(facts: PartnerStatementFacts): Promise<Uint8Array> {
  const { columns, page } = PARTNER_STATEMENT_WORDS[facts.language];
  return renderTableOnPages(
    partnerStatementTable(facts),
    { widths: WIDTHS, heads: columns, boldRows: 1, page },
    { author: facts.seller.name, issuedOn: facts.madeOn },
  );
}
