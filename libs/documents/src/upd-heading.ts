import { innAndKpp } from './party';
import type { Sheet, Type } from './sheet';
import type { DocumentReference, UpdFacts } from './upd-facts';
import { DASH, russianDate, shortDate, wordingOf } from './wording';

const LABEL: Type = { face: 'narrow', size: 7.5 };
const VALUE: Type = { face: 'sans', size: 7.5 };
const NUMBER: Type = { face: 'narrow', size: 7.5, align: 'right' };
const TITLE: Type = { face: 'narrowBold', size: 11 };
const NOTE: Type = { face: 'narrow', size: 6.5, align: 'right' };

const RESOLUTION =
  'Приложение № 1 к постановлению Правительства Российской Федерации от 26 декабря 2011 г. № 1137 ' +
  '(в редакции постановления Правительства Российской Федерации от 23 января 2026 г. № 26)';

const ADVANCE_LABEL =
  'К счету-фактуре (счетам-фактурам), выставленному (выставленным) при получении оплаты, частичной оплаты или иных ' +
  'платежей в счет предстоящих поставок товаров (выполнения работ, оказания услуг), передачи имущественных прав';

/** A labelled line of the tax invoice: label, underlined value, number of the line in brackets. */
interface HeadingLine {
  readonly label: string;
  readonly value: string;
  readonly number: string;
}

const listed = (references: readonly DocumentReference[]): string =>
  references.map(({ number, date }) => `№\u00a0${number}\u00a0от\u00a0${shortDate(date)}`).join('; ') || DASH;

/** Lines 2–5а on the left, 6–8 on the right, as the usual template lays them. */
function headingLines(facts: UpdFacts): { left: HeadingLine[]; right: HeadingLine[] } {
  const { seller, customer, lines } = facts;
  const rows = lines.length === 1 ? '1' : `1-${lines.length}`;
  const self = `Универсальный передаточный документ, № п/п ${rows} № ${facts.number} от ${shortDate(facts.issuedOn)}`;
  return {
    left: [
      { label: 'Продавец', value: seller.name, number: '(2)' },
      { label: 'Адрес', value: seller.address, number: '(2а)' },
      { label: 'ИНН/КПП продавца', value: innAndKpp(seller), number: '(2б)' },
      { label: 'Грузоотправитель и его адрес', value: DASH, number: '(3)' },
      { label: 'Грузополучатель и его адрес', value: DASH, number: '(4)' },
      { label: 'К платежно-расчетному документу', value: listed(facts.paymentDocuments), number: '(5)' },
      { label: 'Документ об отгрузке', value: self, number: '(5а)' },
    ],
    right: [
      { label: 'Покупатель', value: customer.name, number: '(6)' },
      { label: 'Адрес', value: customer.address, number: '(6а)' },
      { label: 'ИНН/КПП покупателя', value: innAndKpp(customer), number: '(6б)' },
      { label: 'Валюта: наименование, код', value: wordingOf(facts.currency).official, number: '(7)' },
      {
        label: 'Идентификатор государственного контракта, договора (соглашения) (при наличии)',
        value: DASH,
        number: '(8)',
      },
    ],
  };
}

/** Draws the rail and lines (1)–(8). Returns the y under them. */
export function drawHeading(
  sheet: Sheet,
  facts: UpdFacts,
  box: { x: number; y: number; right: number; rail: number },
): number {
  const left = box.x + box.rail + 8;
  const middle = left + (box.right - left) / 2;
  const noteX = middle + 110;
  const note = sheet.paragraph(RESOLUTION, noteX, box.y, NOTE, box.right - noteX);
  const title = drawTitle(sheet, facts, left, box.y);
  const y = box.y + Math.max(note, title) + 5;

  const { left: leftLines, right: rightLines } = headingLines(facts);
  const columnWidth = middle - left - 8;
  const leftEnd = leftLines.reduce((top, line) => drawLine(sheet, line, left, top, columnWidth, 104), y);
  const rightEnd = rightLines.reduce(
    (top, line) => drawLine(sheet, line, middle, top, box.right - middle, 104),
    y,
  );
  const advance: HeadingLine = { label: ADVANCE_LABEL, value: listed(facts.advanceInvoices), number: '(5б)' };
  const end = drawLine(sheet, advance, left, Math.max(leftEnd, rightEnd), box.right - left, 372) + 3;

  drawRail(sheet, facts, box);
  return end;
}

function drawTitle(sheet: Sheet, facts: UpdFacts, x: number, y: number): number {
  const { correction } = facts;
  const rows = [
    { text: `Счет-фактура № ${facts.number} от ${russianDate(facts.issuedOn)}`, number: '(1)' },
    {
      text: correction
        ? `Исправление № ${correction.number} от ${russianDate(correction.date)}`
        : `Исправление № ${DASH} от ${DASH}`,
      number: '(1а)',
    },
  ];
  rows.forEach(({ text, number }, index) => {
    const top = y + index * 14;
    sheet.line(text, x, top, TITLE, 330);
    sheet.line(number, x + Math.min(sheet.widthOf(text, TITLE), 330) + 8, top + 2, VALUE);
  });
  return 28;
}

/** Label and value side by side, both wrapped; the value underlined on each of its lines. */
function drawLine(
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

/** «Универсальный передаточный документ», the status box and its legend. */
function drawRail(
  sheet: Sheet,
  facts: UpdFacts,
  { x, y, rail }: { x: number; y: number; rail: number },
): void {
  const width = rail - 6;
  const name: Type = { face: 'narrowBold', size: 8.5 };
  const legend: Type = { face: 'narrow', size: 6.5 };
  let top = y + sheet.paragraph('Универсальный передаточный документ', x, y, name, width) + 8;
  sheet.line('Статус:', x, top + 2, { face: 'sans', size: 8 });
  const square = { x: x + 32, side: 15 };
  sheet.box(square.x, top - 1, square.side, square.side, 1);
  sheet.line(
    `${facts.status}`,
    square.x,
    top + 1,
    { face: 'narrowBold', size: 10, align: 'center' },
    square.side,
  );
  top += 24;
  top += sheet.paragraph('1 – счет-фактура и передаточный документ (акт)', x, top, legend, width) + 2;
  sheet.paragraph('2 – передаточный документ (акт)', x, top, legend, width);
}
