import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import type { AccountStatementFacts } from './account-statement-facts';
import type { SheetValue, Spreadsheet } from './spreadsheet';
import { renderTableOnPages } from './table-on-pages';
import { shortDate, wordingOf } from './wording';

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
  readonly contract: { readonly number: string; readonly signedOn: LocalDate };
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

const COLUMNS = [
  { title: 'Дата', kind: 'date', width: 12 },
  { title: 'Операция', kind: 'text', width: 70 },
  { title: 'Начислено', kind: 'money', width: 16 },
  { title: 'Удержано', kind: 'money', width: 16 },
  { title: 'Выплачено', kind: 'money', width: 16 },
  { title: 'К выплате', kind: 'money', width: 16 },
] as const;
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
  const { seller, partner, contract, from, to, opening, closing } = facts;
  const { earned, takenBack, paid } = partnerTurnoverOf(facts.lines);
  return {
    name: 'Вознаграждение',
    heading: [
      `Отчёт о вознаграждении партнёра за период с ${shortDate(from)} по ${shortDate(to)}`,
      `Заказчик: ${seller.name}, ИНН ${seller.inn}`,
      `Партнёр: ${partner.name}${partner.inn ? `, ИНН ${partner.inn}` : ''}, аккаунт amoCRM ${partner.accountNumber}`,
      `Договор № ${contract.number} от ${shortDate(contract.signedOn)}`,
      `Составлен ${shortDate(facts.madeOn)}, суммы: ${wordingOf(facts.currency).short}`,
    ],
    columns: COLUMNS,
    rows: [[from, 'К выплате на начало периода', null, null, null, opening], ...facts.lines.map(rowOf)],
    totals: [
      [null, 'Итого за период', earned, takenBack, paid, null],
      [to, 'К выплате на конец периода', null, null, null, closing],
    ],
  };
}

/**
 * The same as a PDF, A4 portrait.
 * @throws Error when the facts do not add up
 */
export const renderPartnerStatement = (facts: PartnerStatementFacts): Promise<Uint8Array> =>
  renderTableOnPages(
    partnerStatementTable(facts),
    { widths: WIDTHS, heads: COLUMNS.map(({ title }) => title), boldRows: 1 },
    { author: facts.seller.name, issuedOn: facts.madeOn },
  );
