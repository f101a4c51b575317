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

/** A table for an accountant: lines above it, a head, rows, and totals that are already counted. */
export interface Spreadsheet {
  /** The tab's name. */
  readonly name: string;
  readonly heading: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
  readonly totals: readonly (readonly SheetValue[])[];
}

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
export function toCsv({ heading, columns, rows, totals }: Spreadsheet): Uint8Array {
  const lines = [
    ...heading.map((line) => [quoted(clean(line))]),
    columns.map(({ title }) => quoted(title)),
    ...[...rows, ...totals].map((row) => row.map((value, index) => plain(value, columns[index]!.kind))),
  ];
  return Buffer.from(`\uFEFF${lines.map((line) => line.join(';')).join('\r\n')}\r\n`, 'utf8');
}

function plain(value: SheetValue, kind: ColumnKind): string {
  if (value === null) return '';
  if (typeof value === 'bigint') return printMinor(value).replace('.', ',');
  if (kind === 'date' && ISO_DAY.test(String(value))) return shortDate(value as LocalDate);
  return typeof value === 'number' ? String(value) : quoted(clean(value));
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const FORMULA = /^[=+\-@\t\r|]/;

function quoted(text: string): string {
  const disarmed = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(disarmed) || disarmed !== text ? `"${disarmed.replaceAll('"', '""')}"` : disarmed;
}

/** Names of tabs are short and know no brackets or slashes. */
const tabName = (name: string): string =>
  clean(name)
    .replace(/[[\]:*?/\\]/g, ' ')
    .trim()
    .slice(0, 31);
