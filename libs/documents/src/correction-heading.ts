import type { CorrectionFacts } from './correction-facts';
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
import { DASH, russianDate, wordingOf } from './wording';

const NOTE: Type = { face: 'narrow', size: 6.5, align: 'right' };

// No edition is named: the one of 2026 is known to have changed appendix 1 (facts 1.1), nothing is known of this one.
const RESOLUTION =
  'Приложение № 2 к постановлению Правительства Российской Федерации от 26 декабря 2011 г. № 1137';

const NAME = 'Универсальный корректировоч\u00adный документ';
const STATUS_LEGENDS = [
  '1 – корректировоч\u00adный счет-фактура и соглашение (уведомление)',
  '2 – соглашение (уведомление)',
];

/** Lines 2–2б on the left, 3–5 on the right. */
function headingLines({ seller, customer, currency }: CorrectionFacts) {
  const left: HeadingLine[] = [
    { label: 'Продавец', value: seller.name, number: '(2)' },
    { label: 'Адрес', value: seller.address, number: '(2а)' },
    { label: 'ИНН/КПП продавца', value: innAndKpp(seller), number: '(2б)' },
    { label: 'Валюта: наименование, код', value: wordingOf(currency).official, number: '(4)' },
  ];
  const right: HeadingLine[] = [
    { label: 'Покупатель', value: customer.name, number: '(3)' },
    { label: 'Адрес', value: customer.address, number: '(3а)' },
    { label: 'ИНН/КПП покупателя', value: innAndKpp(customer), number: '(3б)' },
    {
      label: 'Идентификатор государственного контракта, договора (соглашения) (при наличии)',
      value: DASH,
      number: '(5)',
    },
  ];
  return { left, right };
}

/** Draws the rail and lines (1)–(5). Returns the y under them. */
export function drawCorrectionHeading(sheet: Sheet, facts: CorrectionFacts, box: HeadingBox): number {
  const left = box.x + box.rail + 8;
  const middle = left + (box.right - left) / 2;
  const noteX = middle + 110;
  const note = sheet.paragraph(RESOLUTION, noteX, box.y, NOTE, box.right - noteX);
  const titles = [
    {
      text: `Корректировочный счет-фактура № ${facts.number} от ${russianDate(facts.issuedOn)}`,
      number: '(1)',
    },
    { text: `Исправление корректировочного счета-фактуры № ${DASH} от ${DASH}`, number: '(1а)' },
  ];
  const title = drawTitles(sheet, titles, left, box.y);
  const original: HeadingLine = {
    label: 'к счету-фактуре (счетам-фактурам)',
    value: `${listed(facts.original)}, с учетом исправления №\u00a0${DASH} от\u00a0${DASH}`,
    number: '(1б)',
  };
  const y = drawHeadingLine(sheet, original, left, box.y + Math.max(note, title) + 3, box.right - left, 120);

  const lines = headingLines(facts);
  const columnWidth = middle - left - 8;
  const leftEnd = lines.left.reduce(
    (top, line) => drawHeadingLine(sheet, line, left, top, columnWidth, 104),
    y + 2,
  );
  const rightEnd = lines.right.reduce(
    (top, line) => drawHeadingLine(sheet, line, middle, top, box.right - middle, 104),
    y + 2,
  );
  drawRail(sheet, { name: NAME, status: facts.status, legends: STATUS_LEGENDS }, box);
  return Math.max(leftEnd, rightEnd, box.y + LEAST_HEIGHT);
}

/** The legend of the rail takes this much whatever the parties are called. */
const LEAST_HEIGHT = 118;
