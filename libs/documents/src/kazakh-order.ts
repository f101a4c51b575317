import type { InvoiceFacts } from './invoice-facts';
import { taxNumberLabel } from './party';
import type { Sheet, Type } from './sheet';
import { DASH } from './wording';

const PLAIN: Type = { face: 'sans', size: 9 };
const BOLD: Type = { face: 'sansBold', size: 9 };
const CAPTION: Type = { face: 'sans', size: 7.5 };
const PAD = 4;

/** Where it stands on the page. */
interface Place {
  readonly left: number;
  readonly y: number;
  readonly width: number;
}

/**
 * «Образец платёжного поручения» of Kazakhstan: receiver with БИН, ИИК and КБе, its bank with БИК, purpose. The code of the purpose
 * (КНП) is the payer's to fill in. Returns where the page goes on.
 */
export function drawKazakhOrder(sheet: Sheet, facts: InvoiceFacts, { left, y, width }: Place): number {
  const { seller } = facts;
  const right = left + width;
  const second = left + width * 0.56;
  const third = left + width * 0.86;
  sheet.line('Образец платёжного поручения', left, y, CAPTION);
  const top = y + 11;

  const named = (label: string, text: string, at: number): number => {
    const wide = second - left - 2 * PAD;
    sheet.line(label, left + PAD, at + 3, CAPTION);
    return 14 + sheet.paragraph(text, left + PAD, at + 13, BOLD, wide) + 4;
  };
  const cell = (label: string, text: string, x: number, at: number): void => {
    sheet.line(label, x + PAD, at + 3, CAPTION);
    sheet.line(text, x + PAD, at + 14, BOLD);
  };

  const party = `${seller.shortName || seller.name}, ${taxNumberLabel(seller)} ${seller.inn}`;
  const bankTop = top + Math.max(named('Бенефициар', party, top), 30);
  cell('ИИК', seller.settlementAccount || DASH, second, top);
  cell('КБе', seller.kbe || DASH, third, top);
  const purposeTop = bankTop + Math.max(named('Банк бенефициара', seller.bankName || DASH, bankTop), 30);
  cell('БИК', seller.bic || DASH, second, bankTop);
  cell('КНП', DASH, third, bankTop);
  sheet.line('Назначение платежа', left + PAD, purposeTop + 3, CAPTION);
  const bottom =
    purposeTop + 13 + sheet.paragraph(facts.purpose, left + PAD, purposeTop + 13, PLAIN, width - 2 * PAD) + 5;

  sheet.box(left, top, width, bottom - top);
  sheet.rule(second, top, second, purposeTop);
  sheet.rule(third, top, third, purposeTop);
  sheet.rule(left, bankTop, right, bankTop);
  sheet.rule(left, purposeTop, right, purposeTop);
  return bottom + 16;
}
