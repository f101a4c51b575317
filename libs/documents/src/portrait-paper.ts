import { dealRows } from './pagination';
import type { Sheet, Type } from './sheet';
import { drawRow, measureRow } from './table';

const MARGIN = { left: 42, right: 36, top: 34, bottom: 36 };
const FOOTER: Type = { face: 'sans', size: 7, align: 'right' };
const PLAIN: Type = { face: 'sans', size: 9 };
const BOLD: Type = { face: 'sansBold', size: 9 };
const TITLE: Type = { face: 'sansBold', size: 14 };
const UNDER: Type = { face: 'sans', size: 6.5, align: 'center' };

export interface PortraitColumn {
  readonly head: string;
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
}

/** Rows set in bold, by their place, and wide heads that stand over the head of the table. */
export interface TableLook {
  readonly bold?: ReadonlySet<number>;
  readonly band?: readonly { readonly text: string; readonly width: number }[];
}

/** Who signs on a side of a paper. */
export interface SignatureSide {
  readonly title: string;
  readonly party: string;
  readonly post: string;
  readonly name: string;
}

/** A4 portrait, written from top to bottom: what an act, a certificate and an act of reconciliation have in common. */
export class PortraitPaper {
  y = MARGIN.top;
  readonly left = MARGIN.left;
  readonly width: number;
  private readonly bottom: number;

  constructor(
    readonly sheet: Sheet,
    /** «Акт № 1 от 30.11.2026», at the foot of each page of several. */
    private readonly name: string,
  ) {
    this.width = sheet.width - MARGIN.left - MARGIN.right;
    this.bottom = sheet.height - MARGIN.bottom;
    sheet.addPage();
  }

  title(text: string): void {
    this.y += this.sheet.paragraph(text, this.left, this.y, TITLE, this.width) + 5;
    this.sheet.rule(this.left, this.y, this.left + this.width, this.y, 1.5);
    this.y += 8;
  }

  /** A label on the left and its text beside it. */
  labelled(label: string, text: string, labelWidth = 78): void {
    const labelHeight = this.sheet.paragraph(label, this.left, this.y, PLAIN, labelWidth);
    const valueX = this.left + labelWidth;
    const height = this.sheet.paragraph(text, valueX, this.y, BOLD, this.width - labelWidth);
    this.y += Math.max(labelHeight, height) + 6;
  }

  paragraph(text: string, type: Type = PLAIN, gap = 6): void {
    this.y += this.sheet.paragraph(text, this.left, this.y, type, this.width) + gap;
  }

  /** A sum at the right edge with its label before it. */
  total(label: string, value: string, valueWidth: number): void {
    const type: Type = { ...BOLD, align: 'right' };
    this.sheet.line(label, this.left, this.y, type, this.width - valueWidth - 4);
    this.sheet.line(value, this.left + this.width - valueWidth, this.y, type, valueWidth - 2);
    this.y += 13;
  }

  /**
   * A table whose head is repeated on each page. `closing` stays whole and stands under a row; it draws from `y` on.
   */
  table(
    columns: readonly PortraitColumn[],
    texts: readonly (readonly string[])[],
    closing: () => void,
    { bold = new Set(), band = [] }: TableLook = {},
  ): void {
    const { sheet } = this;
    const headType: Type = { ...BOLD, size: 8.5, align: 'center' };
    const over = band.map(({ text, width }) => ({ text, width, type: headType, middle: true }));
    const bands = over.length > 0 ? [measureRow(sheet, over, 16)] : [];
    const head = measureRow(
      sheet,
      columns.map((column) => ({
        text: column.head,
        width: column.width,
        type: headType,
        middle: true,
      })),
      18,
    );
    const rows = texts.map((cells, row) =>
      measureRow(
        sheet,
        columns.map(({ width, align }, column) => ({
          text: cells[column] ?? '',
          width,
          type: { face: bold.has(row) ? 'sansBold' : 'sans', size: 8.5, align },
          whole: align === 'right',
        })),
        15,
      ),
    );
    const headHeight = [...bands, head].reduce((height, row) => height + row.height, 0);
    const pages = dealRows(
      rows.map(({ height }) => height),
      {
        first: this.bottom - this.y - headHeight,
        next: this.bottom - MARGIN.top - headHeight,
        closing: this.heightOf(closing),
      },
    );
    pages.forEach(({ from, to }, page) => {
      if (page > 0) {
        sheet.addPage();
        this.y = MARGIN.top;
      }
      for (const row of [...bands, head]) {
        drawRow(sheet, row, this.left, this.y);
        this.y += row.height;
      }
      for (const row of rows.slice(from, to)) {
        drawRow(sheet, row, this.left, this.y);
        this.y += row.height;
      }
      if (pages.length > 1) this.footer(page + 1, pages.length);
    });
    closing();
  }

  /** Two sides one beside another, each with post, signature, name and the place of the stamp. */
  signatures(sides: readonly [SignatureSide, SignatureSide]): void {
    const gap = 24;
    const half = (this.width - gap) / 2;
    const top = this.y;
    const ends = sides.map((side, index) => {
      const x = this.left + index * (half + gap);
      let y = top + this.sheet.paragraph(side.title, x, top, BOLD, half) + 2;
      y += this.sheet.paragraph(side.party, x, y, PLAIN, half) + 2;
      y += this.sheet.paragraph(side.post, x, y, PLAIN, half) + 14;
      const sign = half * 0.45;
      this.sheet.rule(x, y, x + sign, y);
      this.sheet.rule(x + sign + 8, y, x + half, y);
      this.sheet.line(side.name, x + sign + 8, y - 12, { ...PLAIN, align: 'center' }, half - sign - 8);
      this.sheet.line('подпись', x, y + 1, UNDER, sign);
      this.sheet.line('расшифровка подписи', x + sign + 8, y + 1, UNDER, half - sign - 8);
      this.sheet.line('М.П.', x + 16, y + 14, PLAIN);
      return y + 28;
    });
    this.y = Math.max(...ends);
  }

  private heightOf(draw: () => void): number {
    const top = this.y;
    return this.sheet.measure(() => {
      draw();
      const height = this.y - top;
      this.y = top;
      return height;
    });
  }

  private footer(page: number, pages: number): void {
    const text = `${this.name}, лист ${page} из ${pages}`;
    this.sheet.line(text, this.left, this.sheet.height - 26, FOOTER, this.width);
  }
}
