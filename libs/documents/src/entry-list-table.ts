import type { Currency, LocalDate } from '@rocket/kernel';
import {
  turnoverOf,
  type AccountStatementFacts,
  type AccountStatementLine,
  type Turnover,
} from './account-statement-facts';
import { statementColumns, statementParties, statementRow } from './account-statement-table';
import type { LongSpreadsheet, SheetHead, SheetRow, Spreadsheet } from './spreadsheet';
import { shortDate } from './wording';

/** Some of an account's entries, as a filter leaves them, oldest first. Amounts signed, in minor units. */
export interface EntryListHead extends Pick<AccountStatementFacts, 'seller' | 'customer' | 'madeOn'> {
  readonly currency: Currency;
  /** Whole days, both included; null: from the first one, to the last one. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** What else narrows the list, in words: «Списание», «Чаты». */
  readonly narrowedBy: readonly string[];
}
export interface EntryListFacts extends EntryListHead {
  /** `after` is the balance of the whole account, whatever the list leaves out. */
  readonly lines: readonly AccountStatementLine[];
}

export function entryListTitle({ from, to, narrowedBy }: EntryListHead): string {
  const days = [from && `с ${shortDate(from)}`, to && `по ${shortDate(to)}`].filter(Boolean).join(' ');
  return ['Операции по лицевому счёту', days, narrowedBy.join(', ')].filter(Boolean).join(': ');
}

const headOf = (facts: EntryListHead): SheetHead => ({
  name: 'Операции',
  heading: [entryListTitle(facts), ...statementParties(facts)],
  columns: statementColumns,
});
const totalOf = ({ moneyIn, moneyOut, bonusIn, bonusOut }: Turnover): SheetRow => [
  ...[null, 'Итого', moneyIn, moneyOut, null, bonusIn, bonusOut, null],
];

/** The list as a table: came, went and the rest on the whole account, apart for money and for bonus; the totals are of the list. */
export const entryListTable = (facts: EntryListFacts): Spreadsheet => ({
  ...headOf(facts),
  rows: facts.lines.map(statementRow),
  totals: [totalOf(turnoverOf(facts.lines))],
});

/** The same of a list of any length, whose lines come piece by piece. */
export function longEntryList(
  facts: EntryListHead,
  lines: AsyncIterable<readonly AccountStatementLine[]>,
): LongSpreadsheet {
  let total = turnoverOf([]);
  return {
    ...headOf(facts),
    totals: () => [totalOf(total)],
    pieces: (async function* () {
      for await (const piece of lines) {
        total = addedUp(total, turnoverOf(piece));
        yield piece.map(statementRow);
      }
    })(),
  };
}

const addedUp = (one: Turnover, other: Turnover): Turnover => ({
  moneyIn: one.moneyIn + other.moneyIn,
  moneyOut: one.moneyOut + other.moneyOut,
  bonusIn: one.bonusIn + other.bonusIn,
  bonusOut: one.bonusOut + other.bonusOut,
});
