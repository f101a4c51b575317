import type { Currency, LocalDate } from '@rocket/kernel';
import { turnoverOf, type AccountStatementFacts, type AccountStatementLine } from './account-statement-facts';
import { statementColumns, statementParties, statementRow } from './account-statement-table';
import type { Spreadsheet } from './spreadsheet';
import { shortDate } from './wording';

/** Some of an account's entries, as a filter leaves them, oldest first. Amounts signed, in minor units. */
export interface EntryListFacts extends Pick<AccountStatementFacts, 'seller' | 'customer' | 'madeOn'> {
  readonly currency: Currency;
  /** Whole days, both included; null: from the first one, to the last one. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** What else narrows the list, in words: «Списание», «Чаты». */
  readonly narrowedBy: readonly string[];
  /** `after` is the balance of the whole account, whatever the list leaves out. */
  readonly lines: readonly AccountStatementLine[];
}

export function entryListTitle({ from, to, narrowedBy }: EntryListFacts): string {
  const days = [from && `с ${shortDate(from)}`, to && `по ${shortDate(to)}`].filter(Boolean).join(' ');
  return ['Операции по лицевому счёту', days, narrowedBy.join(', ')].filter(Boolean).join(': ');
}

/** The list as a table: came, went and the rest on the whole account, apart for money and for bonus; the totals are of the list. */
export function entryListTable(facts: EntryListFacts): Spreadsheet {
  const { moneyIn, moneyOut, bonusIn, bonusOut } = turnoverOf(facts.lines);
  return {
    name: 'Операции',
    heading: [entryListTitle(facts), ...statementParties(facts)],
    columns: statementColumns,
    rows: facts.lines.map(statementRow),
    totals: [[null, 'Итого', moneyIn, moneyOut, null, bonusIn, bonusOut, null]],
  };
}
