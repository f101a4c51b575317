import type { LocalDate } from '@rocket/kernel';
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
const FOOTER_HEIGHT = 14;

/** How a table looks on a page: columns of these widths, the first of them a date, under the words of the head. */
export interface TableLook {
  readonly widths: readonly number[];
  readonly heads: readonly string[];
  /** A storey above the heads: each word over so many columns. */
  readonly groups?: readonly { readonly text: string; readonly over: number }[];
  /** So many of the first rows stand out. */
  readonly boldRows: number;
  /** «Страница 1 из 3»; left out: in Russian. */
  readonly page?: (page: number, of: number) => string;
}

const pageInRussian = (page: number, of: number): string => `Страница ${page} из ${of}`;

/** A table of statements as a PDF, A4 portrait, its head on every page. Every row is measured: for thousands, not for a hundred thousand. */
export async function renderTableOnPages(
  table: Spreadsheet,
  look: TableLook,
  { author, issuedOn }: { readonly author: string; readonly issuedOn: LocalDate },
): Promise<Uint8Array> {
  const sheet = new Sheet({ title: table.heading[0]!, author, issuedOn, orientation: 'portrait' });
  const rows = [
    ...table.rows.map((row, index) => rowOf(sheet, look, row, index < look.boldRows ? BOLD : PLAIN)),
    ...table.totals.map((row) => rowOf(sheet, look, row, BOLD)),
  ];
  const top = sheet.measure(() => drawTitle(sheet, table.heading));
  const headHeight = sheet.measure(() => drawHead(sheet, look, 0));
  const bottom = sheet.height - MARGIN.bottom;
  const pages = dealRows(
    rows.map(({ height }) => height),
    { first: bottom - top - headHeight, next: bottom - MARGIN.top - headHeight, closing: 0 },
  );
  pages.forEach(({ from, to }, index) => {
    sheet.addPage();
    let y = index === 0 ? drawTitle(sheet, table.heading) : MARGIN.top;
    y += drawHead(sheet, look, y);
    for (const row of rows.slice(from, to)) {
      drawRow(sheet, row, MARGIN.side, y);
      y += row.height;
    }
    const page = (look.page ?? pageInRussian)(index + 1, pages.length);
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

/** How high the head is. */
function drawHead(sheet: Sheet, { widths, heads, groups = [] }: TableLook, y: number): number {
  const type: Type = { ...BOLD, align: 'center' };
  const storeys: MeasuredRow[] = [];
  let column = 0;
  const upper = groups.map(({ text, over }): Cell => {
    const width = widths.slice(column, column + over).reduce((total, each) => total + each, 0);
    column += over;
    return { text, width, type };
  });
  if (upper.length > 0) storeys.push(measureRow(sheet, upper));
  const lower = heads.map((text, index): Cell => ({ text, width: widths[index]!, type, middle: true }));
  storeys.push(measureRow(sheet, lower));
  return storeys.reduce((height, storey) => {
    drawRow(sheet, storey, MARGIN.side, y + height);
    return height + storey.height;
  }, 0);
}

const rowOf = (sheet: Sheet, { widths }: TableLook, row: readonly SheetValue[], type: Type): MeasuredRow =>
  measureRow(
    sheet,
    row.map((value, index): Cell => {
      const width = widths[index]!;
      if (typeof value === 'bigint')
        return { text: printSum(value), width, type: { ...type, align: 'right' }, whole: true };
      if (index === 0) return { text: value === null ? '' : shortDate(value as never), width, type };
      return { text: value === null ? '' : printable(String(value)), width, type };
    }),
  );
