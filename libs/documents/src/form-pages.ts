import { drawSignatures, type SignedFacts } from './form-closing';
import type { HeadingBox } from './form-heading';
import { dealRows } from './pagination';
import type { Sheet, Type } from './sheet';
import { drawRow, type MeasuredRow } from './table';
import { RAIL, type UpdColumn } from './upd-columns';
import { UpdTableHead } from './upd-table';

const MARGIN = { x: 20, top: 20, bottom: 22 };
const FOOTER: Type = { face: 'narrow', size: 6.5, align: 'right' };
const THICK = 1.5;

/** Width between the margins of a landscape form. */
export const formWidth = (sheet: Sheet): number => sheet.width - 2 * MARGIN.x;

/** A part of the table that never parts between two pages. */
export interface Block {
  readonly height: number;
  draw(x: number, y: number): void;
}

/** A tax form in the manner of FNS: a tax invoice inside a thick frame and the seller's own document around it. */
export interface FormParts {
  readonly columns: readonly UpdColumn[];
  /** Width of the document's own side, left of the thick rule; 0 of a bare tax invoice. */
  readonly rail?: number;
  readonly blocks: readonly Block[];
  /** Rows that start right of the rail and stay with the signatures. */
  readonly totals: readonly MeasuredRow[];
  readonly signed: SignedFacts;
  /** «УПД № 1207 от 31 октября 2026 г.» */
  readonly footer: string;
  /** Draws the heading and returns the y under it. */
  heading(box: HeadingBox): number;
  /** Draws what is under the tax invoice and returns its height. */
  closing(box: { x: number; y: number; right: number }): number;
}

/** Deals a form over pages: the head of the table on each, the totals with everything below them on the last. */
export function drawForm(sheet: Sheet, parts: FormParts): void {
  const x = MARGIN.x;
  const rail = parts.rail ?? RAIL;
  const right = sheet.width - MARGIN.x;
  const bottom = sheet.height - MARGIN.bottom;
  const head = new UpdTableHead(sheet, parts.columns);

  const drawClosing = (y: number, sheets: number) => {
    const railEnd = y + drawSignatures(sheet, parts.signed, { x, y, right, rail }, sheets);
    // The thick frame parts the tax invoice from the seller's own document, as on the form.
    if (rail > 0) sheet.rule(x, railEnd, right, railEnd, THICK);
    return { railEnd, height: railEnd - y + parts.closing({ x, y: railEnd, right }) };
  };

  sheet.addPage();
  const tableTop = parts.heading({ x, y: MARGIN.top, right, rail });
  const totalsHeight = parts.totals.reduce((height, row) => height + row.height, 0);
  const pages = dealRows(
    parts.blocks.map(({ height }) => height),
    {
      first: bottom - tableTop - head.height,
      next: bottom - MARGIN.top - head.height,
      closing: totalsHeight + sheet.measure(() => drawClosing(0, 1).height),
    },
  );
  pages.forEach(({ from, to }, index) => {
    if (index > 0) sheet.addPage();
    let y = head.draw(x, index === 0 ? tableTop : MARGIN.top);
    for (const block of parts.blocks.slice(from, to)) {
      block.draw(x, y);
      y += block.height;
    }
    const isLast = index === pages.length - 1;
    let railEnd = y;
    if (isLast) {
      for (const total of parts.totals) {
        drawRow(sheet, total, x + rail, y);
        y += total.height;
      }
      railEnd = drawClosing(y, pages.length).railEnd;
    }
    if (rail > 0) sheet.rule(x + rail, MARGIN.top, x + rail, railEnd, THICK);
    drawFooter(sheet, `${parts.footer}, лист ${index + 1} из ${pages.length}`);
  });
}

/** Which document and which sheet of it this is: pages are torn apart in archives. */
function drawFooter(sheet: Sheet, text: string): void {
  sheet.line(text, MARGIN.x, sheet.height - MARGIN.bottom + 4, FOOTER, formWidth(sheet));
}
