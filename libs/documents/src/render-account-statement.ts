import type { AccountStatementFacts } from './account-statement-facts';
import { accountStatementTable } from './account-statement-table';
import { entryListTable, type EntryListFacts } from './entry-list-table';
import type { Spreadsheet } from './spreadsheet';
import { renderTableOnPages } from './table-on-pages';

const WIDTHS = [52, 187.28, 48, 48, 48, 48, 48, 48];
const HEADS = ['Дата', 'Операция', 'Приход', 'Расход', 'Остаток', 'Приход', 'Расход', 'Остаток'];
const GROUPS = [
  { text: '', over: 2 },
  { text: 'Деньги', over: 3 },
  { text: 'Бонусы', over: 3 },
];

/**
 * An account statement as a PDF, A4 portrait, the head of the table on every page.
 * @throws Error when the facts do not add up
 */
export function renderAccountStatement(facts: AccountStatementFacts): Promise<Uint8Array> {
  // The opening balance stands out.
  return render(accountStatementTable(facts), facts, 1);
}

/** A list of entries as a PDF of the same look. Every row is measured: for thousands of rows, not for a hundred thousand. */
export function renderEntryList(facts: EntryListFacts): Promise<Uint8Array> {
  return render(entryListTable(facts), facts, 0);
}

const render = (
  table: Spreadsheet,
  { seller, madeOn }: Pick<AccountStatementFacts, 'seller' | 'madeOn'>,
  boldRows: number,
): Promise<Uint8Array> =>
  renderTableOnPages(
    table,
    { widths: WIDTHS, heads: HEADS, groups: GROUPS, boldRows },
    { author: seller.name, issuedOn: madeOn },
  );
