import { assertAdvanceAddsUp, asUpd, type AdvanceInvoiceFacts } from './advance-invoice-facts';
import { drawForm, formWidth } from './form-pages';
import { Sheet } from './sheet';
import { drawRow } from './table';
import { columnsWithin, printRate, UPD_COLUMNS } from './upd-columns';
import { drawHeading } from './upd-heading';
import { measureLine, measureTotal } from './upd-table';
import { DASH, printSum, russianDate } from './wording';

/** Column А belongs to a UPD: a tax invoice begins with № п/п. */
const COLUMNS = UPD_COLUMNS.filter(({ number }) => number !== 'А');

/**
 * A tax invoice for an advance, A4 landscape, appendix 1 to Resolution № 1137 (facts 1.3, 1.4): the payment order on line 5, the
 * computed rate, the tax and the sum received; everything about a delivery is a dash. The same facts give the same bytes.
 * @throws Error when the facts do not add up
 */
export async function renderAdvanceInvoice(facts: AdvanceInvoiceFacts): Promise<Uint8Array> {
  assertAdvanceAddsUp(facts);
  const title = `Счет-фактура № ${facts.number} от ${russianDate(facts.issuedOn)}`;
  const { seller, issuedOn } = facts;
  const sheet = new Sheet({ title, author: seller.name, issuedOn, orientation: 'landscape' });
  const upd = asUpd(facts);
  const columns = columnsWithin(formWidth(sheet), COLUMNS);
  const { name, vatRate, vat, gross } = facts;
  const texts: Readonly<Record<string, string>> = {
    '1': '1',
    '1а': name,
    '7': printRate(vatRate),
    '8': printSum(vat),
    '9': printSum(gross),
  };
  const row = measureLine(
    sheet,
    columns,
    columns.map(({ number }) => texts[number] ?? DASH),
  );
  drawForm(sheet, {
    columns,
    rail: 0,
    blocks: [{ height: row.height, draw: (x, y) => drawRow(sheet, row, x, y) }],
    totals: [
      measureTotal(sheet, columns, 'Всего к оплате (9)', [DASH, 'Х', 'Х', printSum(vat), printSum(gross)]),
    ],
    signed: upd,
    footer: title,
    heading: (box) => drawHeading(sheet, upd, box, 'advance'),
    closing: () => 0,
  });
  return sheet.bytes();
}
