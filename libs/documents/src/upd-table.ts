import type { Sheet, Type } from './sheet';
import { drawRow, measureRow, type Cell, type MeasuredRow } from './table';
import { PAIR_HEADS, type UpdColumn } from './upd-columns';
import { DASH } from './wording';

const HEAD: Type = { face: 'narrow', size: 6, align: 'center' };
const BODY: Type = { face: 'narrow', size: 7.5 };
const BOLD: Type = { face: 'narrowBold', size: 7.5 };
const PAIR_HEIGHT = 18;
const NUMBERS_HEIGHT = 10;
const LEAST_ROW = 12;

/** Where a form forbids a figure. */
const CROSS = 'Х';

/** Number of the first column that a total sums: everything left of it belongs to the label. */
const FIRST_TOTAL = '5';
const LAST_TOTAL = '9';

/** The head of the table with its row of column numbers, the same on every page. */
export class UpdTableHead {
  readonly height: number;
  private readonly namesHeight: number;
  private readonly numbers: MeasuredRow;

  constructor(
    private readonly sheet: Sheet,
    private readonly columns: readonly UpdColumn[],
  ) {
    const tallest = columns.map((column) => {
      const pair = isPaired(columns, column) ? PAIR_HEIGHT : 0;
      return pair + measureRow(sheet, [headCell(column)]).height;
    });
    this.namesHeight = Math.max(...tallest);
    this.numbers = measureRow(
      sheet,
      columns.map(({ number, width }) => ({ text: number, width, type: HEAD, middle: true })),
      NUMBERS_HEIGHT,
    );
    this.height = this.namesHeight + this.numbers.height;
  }

  /** Returns the y under the row of numbers. */
  draw(x: number, y: number): number {
    let left = x;
    this.columns.forEach((column, index) => {
      const pair = PAIR_HEADS[column.number];
      if (pair) {
        const width = column.width + this.columns[index + 1]!.width;
        drawRow(this.sheet, this.cell(pair, width, PAIR_HEIGHT), left, y);
      }
      const drop = isPaired(this.columns, column) ? PAIR_HEIGHT : 0;
      drawRow(this.sheet, this.cell(column.head, column.width, this.namesHeight - drop), left, y + drop);
      left += column.width;
    });
    drawRow(this.sheet, this.numbers, x, y + this.namesHeight);
    return y + this.height;
  }

  private cell(text: string, width: number, height: number): MeasuredRow {
    return measureRow(this.sheet, [{ text, width, type: HEAD, middle: true }], height);
  }
}

const headCell = ({ head, width }: UpdColumn): Cell => ({ text: head, width, type: HEAD, middle: true });

/** Whether a common head stands over this column and its neighbour. */
function isPaired(columns: readonly UpdColumn[], column: UpdColumn): boolean {
  const before = columns[columns.indexOf(column) - 1];
  return column.number in PAIR_HEADS || (before !== undefined && before.number in PAIR_HEADS);
}

/** A line of the table, measured. `texts` go by column. */
export const measureLine = (
  sheet: Sheet,
  columns: readonly UpdColumn[],
  texts: readonly string[],
): MeasuredRow =>
  measureRow(
    sheet,
    columns.map((column, index) => bodyCell(column, texts[index]!)),
    LEAST_ROW,
  );

/** A cell of the table's body; a dash or a cross stands in the middle. */
const bodyCell = ({ width, align }: UpdColumn, text: string): Cell => ({
  text,
  width,
  type: { ...BODY, align: text === DASH || text === CROSS ? 'center' : align },
  whole: align === 'right',
});

/** A total: its name, «Всего к оплате (9)», under columns 1–4, then columns 5…9; the cells of А and 10–11 stay empty. */
export function measureTotal(
  sheet: Sheet,
  columns: readonly UpdColumn[],
  name: string,
  texts: readonly string[],
): MeasuredRow {
  const first = columns.findIndex(({ number }) => number === FIRST_TOTAL);
  const last = columns.findIndex(({ number }) => number === LAST_TOTAL);
  const label = columns
    .slice(columns[0]!.number === 'А' ? 1 : 0, first)
    .reduce((width, column) => width + column.width, 0);
  const summed = columns.slice(first, last + 1).map((column, index) => {
    const cell = bodyCell(column, texts[index]!);
    return { ...cell, type: { ...cell.type, face: BOLD.face }, whole: true };
  });
  return measureRow(sheet, [{ text: name, width: label, type: BOLD }, ...summed], LEAST_ROW);
}
