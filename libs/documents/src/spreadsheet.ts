import { setImmediate } from 'node:timers/promises';
import { printMinor, type LocalDate, type Minor } from '@rocket/kernel';
import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node';
import { shortDate } from './wording';
import { withoutForbidden as clean } from './xml-text';

/** What the cells of a column hold: text, a day, an amount in minor units, or a count. */
export type ColumnKind = 'text' | 'date' | 'money' | 'count';
export type SheetValue = string | LocalDate | Minor | number | null;

export interface SheetColumn {
  readonly title: string;
  readonly kind: ColumnKind;
  /** In characters. */
  readonly width: number;
}

export type SheetRow = readonly SheetValue[];

/** What stands above the rows of a table for an accountant: lines, and a head. */
export interface SheetHead {
  /** The tab's name. */
  readonly name: string;
  readonly heading: readonly string[];
  readonly columns: readonly SheetColumn[];
}
/** A table: its head, rows, and totals that are already counted. */
export interface Spreadsheet extends SheetHead {
  readonly rows: readonly SheetRow[];
  readonly totals: readonly SheetRow[];
}
/** A table of any length: its rows come piece by piece and are read once, its totals are known when all have come. */
export interface LongSpreadsheet extends SheetHead {
  readonly pieces: AsyncIterable<readonly SheetRow[]>;
  readonly totals: () => readonly SheetRow[];
}

const PIECE = 1_000;

/** A table that is all there, as one that comes piece by piece: whoever else waits has a turn between them. */
export const inPieces = ({ rows, totals, ...head }: Spreadsheet): LongSpreadsheet => ({
  ...head,
  totals: () => totals,
  pieces: (async function* () {
    for (let at = 0; at < rows.length; at += PIECE) {
      yield rows.slice(at, at + PIECE);
      await setImmediate();
    }
  })(),
});

const FORMATS: Record<ColumnKind, string | undefined> = {
  text: undefined,
  date: 'dd.mm.yyyy',
  money: '#,##0.00',
  count: '0',
};
const MS_A_DAY = 'T00:00:00Z';

/** An XLSX workbook. Amounts and days are real numbers and dates, so that they can be added up and sorted. */
export async function toXlsx(sheets: readonly Spreadsheet[]): Promise<Uint8Array> {
  const files = sheets.map((sheet) => ({
    data: cellsOf(sheet),
    sheet: tabName(sheet.name),
    columns: sheet.columns.map(({ width }) => ({ width })),
    stickyRowsCount: sheet.heading.length + 1,
  }));
  return new Uint8Array(await writeExcelFile(files).toBuffer());
}

function cellsOf({ heading, columns, rows, totals }: Spreadsheet): SheetData {
  const head = columns.map(({ title }): Cell => ({
    value: title,
    type: String,
    fontWeight: 'bold',
    wrap: true,
    alignVertical: 'center',
    borderStyle: 'thin',
  }));
  return [
    ...heading.map((line, index): Cell[] => [
      { value: clean(line), type: String, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) },
    ]),
    head,
    ...rows.map((row) => row.map((value, index) => cellOf(value, columns[index]!.kind))),
    ...totals.map((row) =>
      row.map((value, index): Cell => {
        const cell = cellOf(value, columns[index]!.kind);
        return cell === null ? null : { ...(cell as object), fontWeight: 'bold' };
      }),
    ),
  ];
}

function cellOf(value: SheetValue, kind: ColumnKind): Cell {
  if (value === null) return null;
  const format = FORMATS[kind];
  switch (kind) {
    case 'text':
      // Typed as text: what begins with an equals sign is never taken for a formula.
      return { value: clean(String(value)), type: String, wrap: true };
    case 'date':
      return { value: new Date(`${String(value)}${MS_A_DAY}`), type: Date, ...(format ? { format } : {}) };
    case 'money':
      // The file stores the decimal digits; a number of this size prints the very kopecks it was read from.
      return { value: Number(printMinor(value as Minor)), type: Number, ...(format ? { format } : {}) };
    case 'count':
      return { value: Number(value), type: Number, ...(format ? { format } : {}) };
  }
}

/**
 * The same table as CSV the way Excel of a Russian Windows opens it: semicolons, decimal commas, CRLF, UTF-8 with a mark.
 * A text that a spreadsheet would take for a formula is disarmed with an apostrophe.
 */
export const toCsv = (sheet: Spreadsheet): Uint8Array =>
  Buffer.from(csvHead(sheet) + csvRows(sheet, sheet.rows) + csvRows(sheet, sheet.totals), 'utf8');

/** The same, written as the rows come. */
export async function* csvPieces(sheet: LongSpreadsheet): AsyncGenerator<string> {
  yield csvHead(sheet);
  for await (const rows of sheet.pieces) yield csvRows(sheet, rows);
  yield csvRows(sheet, sheet.totals());
}

const line = (cells: readonly string[]): string => `${cells.join(';')}\r\n`;
const csvHead = ({ heading, columns }: SheetHead): string =>
  `\uFEFF${heading.map((text) => line([quoted(clean(text))])).join('')}${line(columns.map(({ title }) => quoted(title)))}`;
const csvRows = ({ columns }: SheetHead, rows: readonly SheetRow[]): string =>
  rows.map((row) => line(row.map((value, index) => plain(value, columns[index]!.kind)))).join('');

function plain(value: SheetValue, kind: ColumnKind): string {
  if (value === null) return '';
  if (typeof value === 'bigint') return printMinor(value).replace('.', ',');
  if (kind === 'date' && ISO_DAY.test(String(value))) return shortDate(value as LocalDate);
  return typeof value === 'number' ? String(value) : quoted(clean(value));
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What spreadsheets begin a formula by, the wide signs of East Asian ones too. */
const FORMULA = /^[=+\-@\t\r\n|＝＋－＠]/;
/** What some program splits a line at, whatever we separate by: behind a comma a formula would stand in a cell of its own. */
const SPLITS = /[",;\t\r\n]/;

function quoted(text: string): string {
  const disarmed = FORMULA.test(text) ? `'${text}` : text;
  return SPLITS.test(disarmed) || disarmed !== text ? `"${disarmed.replaceAll('"', '""')}"` : disarmed;
}

/** Names of tabs are short and know no brackets or slashes. */
const tabName = (name: string): string =>
  clean(name)
    .replace(/[[\]:*?/\\]/g, ' ')
    .trim()
    .slice(0, 31);
