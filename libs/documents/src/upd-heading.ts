import {
  drawHeadingLine,
  drawRail,
  drawTitles,
  listed,
  type HeadingBox,
  type HeadingLine,
} from './form-heading';
import { innAndKpp } from './party';
import type { Sheet, Type } from './sheet';
import type { UpdFacts } from './upd-facts';
import { DASH, russianDate, shortDate, wordingOf } from './wording';

const NOTE: Type = { face: 'narrow', size: 6.5, align: 'right' };

const RESOLUTION =
  'Приложение № 1 к постановлению Правительства Российской Федерации от 26 декабря 2011 г. № 1137 ' +
  '(в редакции постановления Правительства Российской Федерации от 23 января 2026 г. № 26)';

const NAME = 'Универсальный передаточный документ';
const STATUS_LEGENDS = ['1 – счет-фактура и передаточный документ (акт)', '2 – передаточный документ (акт)'];

const ADVANCE_LABEL =
  'К счету-фактуре (счетам-фактурам), выставленному (выставленным) при получении оплаты, частичной оплаты или иных ' +
  'платежей в счет предстоящих поставок товаров (выполнения работ, оказания услуг), передачи имущественных прав';

/** A UPD, or a bare tax invoice for an advance: it has neither the rail nor a delivery. */
type HeadingKind = 'upd' | 'advance';

/** Lines 2–5а on the left, 6–8 on the right, as the usual template lays them. */
function headingLines(facts: UpdFacts, kind: HeadingKind): { left: HeadingLine[]; right: HeadingLine[] } {
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
      { label: 'Документ об отгрузке', value: kind === 'upd' ? self : DASH, number: '(5а)' },
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
  box: HeadingBox,
  kind: HeadingKind = 'upd',
): number {
  const left = box.x + (box.rail > 0 ? box.rail + 8 : 0);
  const middle = left + (box.right - left) / 2;
  const noteX = middle + 110;
  const note = sheet.paragraph(RESOLUTION, noteX, box.y, NOTE, box.right - noteX);
  const title = drawTitles(sheet, titlesOf(facts), left, box.y);
  const y = box.y + Math.max(note, title) + 5;

  const { left: leftLines, right: rightLines } = headingLines(facts, kind);
  const columnWidth = middle - left - 8;
  const leftEnd = leftLines.reduce(
    (top, line) => drawHeadingLine(sheet, line, left, top, columnWidth, 104),
    y,
  );
  const rightEnd = rightLines.reduce(
    (top, line) => drawHeadingLine(sheet, line, middle, top, box.right - middle, 104),
    y,
  );
  const advance: HeadingLine = { label: ADVANCE_LABEL, value: listed(facts.advanceInvoices), number: '(5б)' };
  const end = drawHeadingLine(sheet, advance, left, Math.max(leftEnd, rightEnd), box.right - left, 372) + 3;

  if (kind === 'upd') drawRail(sheet, { name: NAME, status: facts.status, legends: STATUS_LEGENDS }, box);
  return end;
}

/** (1) and (1а). */
const titlesOf = ({ number, issuedOn, correction }: UpdFacts) => [
  { text: `Счет-фактура № ${number} от ${russianDate(issuedOn)}`, number: '(1)' },
  {
    text: correction
      ? `Исправление № ${correction.number} от ${russianDate(correction.date)}`
      : `Исправление № ${DASH} от ${DASH}`,
    number: '(1а)',
  },
];
