import type { Sheet, Type } from './sheet';
import type { DocumentReference } from './upd-facts';
import { DASH, shortDate } from './wording';

const LABEL: Type = { face: 'narrow', size: 7.5 };
const VALUE: Type = { face: 'sans', size: 7.5 };
const NUMBER: Type = { face: 'narrow', size: 7.5, align: 'right' };
const TITLE: Type = { face: 'narrowBold', size: 11 };

/** A labelled line of a tax invoice: label, underlined value, number of the line in brackets. */
export interface HeadingLine {
  readonly label: string;
  readonly value: string;
  readonly number: string;
}

/** «№ 1 от 05.11.2026; № 2 от 12.11.2026», or a dash. */
export const listed = (references: readonly DocumentReference[]): string =>
  references.map(({ number, date }) => `№\u00a0${number}\u00a0от\u00a0${shortDate(date)}`).join('; ') || DASH;

/** Where a heading stands: the rail on its left is the document's own side of the thick rule. */
export interface HeadingBox {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly rail: number;
}

/** Titles of a tax invoice one under another, each with its number in brackets. Returns the height. */
export function drawTitles(
  sheet: Sheet,
  rows: readonly { text: string; number: string }[],
  x: number,
  y: number,
): number {
  rows.forEach(({ text, number }, index) => {
    const top = y + index * 14;
    sheet.line(text, x, top, TITLE, 330);
    sheet.line(number, x + Math.min(sheet.widthOf(text, TITLE), 330) + 8, top + 2, VALUE);
  });
  return 14 * rows.length;
}

/** Label and value side by side, both wrapped; the value underlined on each of its lines. */
export function drawHeadingLine(
  sheet: Sheet,
  { label, value, number }: HeadingLine,
  x: number,
  y: number,
  width: number,
  labelWidth: number,
): number {
  const valueX = x + labelWidth + 4;
  const numberWidth = 20;
  const valueWidth = width - labelWidth - 4 - numberWidth;
  const labelLines = sheet.wrap(label, LABEL, labelWidth);
  const valueLines = sheet.wrap(value, VALUE, valueWidth);
  const step = sheet.heightOf([''], VALUE) + 1;
  const count = Math.max(labelLines.length, valueLines.length);
  sheet.lines(labelLines, x, y, LABEL, labelWidth);
  // A short value stands on the last line of a long label, where the eye arrives.
  const offset = count - valueLines.length;
  valueLines.forEach((text, index) => {
    const top = y + (offset + index) * step;
    sheet.line(text, valueX, top, VALUE, valueWidth);
    sheet.rule(valueX, top + step - 0.6, valueX + valueWidth, top + step - 0.6, 0.4);
  });
  sheet.line(number, x + width - numberWidth, y + (count - 1) * step, NUMBER, numberWidth);
  return y + count * step + 1.5;
}

/** The rail: what the document is, the status box and its legend. */
export function drawRail(
  sheet: Sheet,
  { name, status, legends }: { name: string; status: 1 | 2; legends: readonly string[] },
  { x, y, rail }: { x: number; y: number; rail: number },
): void {
  const width = rail - 6;
  const legend: Type = { face: 'narrow', size: 6.5 };
  let top = y + sheet.paragraph(name, x, y, { face: 'narrowBold', size: 8.5 }, width) + 8;
  sheet.line('Статус:', x, top + 2, { face: 'sans', size: 8 });
  const square = { x: x + 32, side: 15 };
  sheet.box(square.x, top - 1, square.side, square.side, 1);
  const digit: Type = { face: 'narrowBold', size: 10, align: 'center' };
  sheet.line(`${status}`, square.x, top + 1, digit, square.side);
  top += 24;
  for (const text of legends) top += sheet.paragraph(text, x, top, legend, width) + 2;
}
