import type { AccountStatementFacts } from './account-statement-facts';
import { accountStatementTable } from './account-statement-table';
import { entryListTable, type EntryListFacts } from './entry-list-table';
import { printable } from './fonts';
import { dealRows } from './pagination';
import { Sheet, type Type } from './sheet';
import type { SheetValue, Spreadsheet } from './spreadsheet';
import { drawRow, measureRow, type Cell, type MeasuredRow } from './table';
import { printSum, shortDate } from './wording';

const MARGIN = { side: 34, top: 34, bottom: 40 };
const TITLE: Type = { face: 'sansBold', size: 12 };
const PLAIN: Type = { face: 'sans', size: 8 };
const BOLD: Type = { face: 'sansBold', size: 8 };
const FOOT: Type = { face: 'sans', size: 7, align: 'right' };
const WIDTHS = [52, 187.28, 48, 48, 48, 48, 48, 48];
const HEADS = ['Дата', 'Операция', 'Приход', 'Расход', 'Остаток', 'Приход', 'Расход', 'Остаток'];
const FOOTER_HEIGHT = 14;

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

async function render(
  table: Spreadsheet,
  facts: Pick<AccountStatementFacts, 'seller' | 'madeOn'>,
  boldRows: number,
): Promise<Uint8Array> {
  const sheet = new Sheet({
    title: table.heading[0]!,
    author: facts.seller.name,
    issuedOn: facts.madeOn,
    orientation: 'portrait',
  });
  const rows = [
    ...table.rows.map((row, index) => rowOf(sheet, row, index < boldRows ? BOLD : PLAIN)),
    ...table.totals.map((row) => rowOf(sheet, row, BOLD)),
  ];
  const top = sheet.measure(() => drawTitle(sheet, table.heading));
  const headHeight = sheet.measure(() => drawHead(sheet, 0));
  const bottom = sheet.height - MARGIN.bottom;
  const pages = dealRows(
    rows.map(({ height }) => height),
    { first: bottom - top - headHeight, next: bottom - MARGIN.top - headHeight, closing: 0 },
  );
  pages.forEach(({ from, to }, index) => {
    sheet.addPage();
    let y = index === 0 ? drawTitle(sheet, table.heading) : MARGIN.top;
    y += drawHead(sheet, y);
    for (const row of rows.slice(from, to)) {
      drawRow(sheet, row, MARGIN.side, y);
      y += row.height;
    }
    const page = `Страница ${index + 1} из ${pages.length}`;
    sheet.line(page, MARGIN.side, sheet.height - MARGIN.bottom + FOOTER_HEIGHT, FOOT, widthOf(sheet));
  });
  return sheet.bytes();
}

const widthOf = (sheet: Sheet): number => sheet.width - 2 * MARGIN.side;

/** Where the table begins. */
function drawTitle(sheet: Sheet, [title, ...parties]: readonly string[]): number {
  let y = MARGIN.top;
  y += sheet.paragraph(printable(title ?? ''), MARGIN.side, y, TITLE, widthOf(sheet)) + 6;
  for (const line of parties.map(printable))
    y += sheet.paragraph(line, MARGIN.side, y, PLAIN, widthOf(sheet)) + 1;
  return y + 8;
}

/** Two storeys: money and bonus over came, went and rest. */
function drawHead(sheet: Sheet, y: number): number {
  const group = (text: string, from: number, to: number): Cell => ({
    text,
    width: WIDTHS.slice(from, to).reduce((total, width) => total + width, 0),
    type: { ...BOLD, align: 'center' },
  });
  const upper = measureRow(sheet, [group('', 0, 2), group('Деньги', 2, 5), group('Бонусы', 5, 8)]);
  const lower = measureRow(
    sheet,
    HEADS.map((text, index) => ({
      text,
      width: WIDTHS[index]!,
      type: { ...BOLD, align: 'center' },
      middle: true,
    })),
  );
  drawRow(sheet, upper, MARGIN.side, y);
  drawRow(sheet, lower, MARGIN.side, y + upper.height);
  return upper.height + lower.height;
}

function rowOf(sheet: Sheet, row: readonly SheetValue[], type: Type): MeasuredRow {
  return measureRow(
    sheet,
    row.map((value, index): Cell => {
      const width = WIDTHS[index]!;
      if (typeof value === 'bigint')
        return { text: printSum(value), width, type: { ...type, align: 'right' }, whole: true };
      if (index === 0) return { text: value === null ? '' : shortDate(value as never), width, type };
      return { text: value === null ? '' : printable(String(value)), width, type };
    }),
  );
}
