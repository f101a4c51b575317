import type { Sheet, Type } from './sheet';

/** A cell of a ruled table. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly type: Type;
  /** Vertical place of the text; a heading stands in the middle. */
  readonly middle?: boolean;
  /** A number: it is set smaller rather than broken. */
  readonly whole?: boolean;
}

const PAD = { x: 2, y: 1.5 };

/** A row measured before it is drawn, so that pages can be dealt first. */
export interface MeasuredRow {
  readonly cells: readonly (Cell & { readonly lines: readonly string[] })[];
  readonly height: number;
}

/** Wraps every cell of a row; the tallest gives the height. */
export function measureRow(sheet: Sheet, cells: readonly Cell[], leastHeight = 0): MeasuredRow {
  const measured = cells.map((cell) => ({
    ...cell,
    lines: cell.whole ? [cell.text] : sheet.wrap(cell.text, cell.type, cell.width - 2 * PAD.x),
  }));
  const tallest = Math.max(...measured.map((cell) => sheet.heightOf(cell.lines, cell.type)));
  return { cells: measured, height: Math.max(tallest + 2 * PAD.y, leastHeight) };
}

/** Draws a measured row with its borders. */
export function drawRow(sheet: Sheet, row: MeasuredRow, x: number, y: number, weight = 0.5): void {
  let left = x;
  for (const cell of row.cells) {
    const slack = cell.middle ? (row.height - sheet.heightOf(cell.lines, cell.type)) / 2 : PAD.y;
    sheet.box(left, y, cell.width, row.height, weight);
    sheet.lines(cell.lines, left + PAD.x, y + slack, cell.type, cell.width - 2 * PAD.x);
    left += cell.width;
  }
}
