import { drawForm, formWidth } from './form-pages';
import { Sheet } from './sheet';
import { drawRow } from './table';
import { drawTransfer } from './upd-closing';
import { columnsWithin, lineTexts, totalTexts } from './upd-columns';
import { assertUpdAddsUp, type UpdFacts } from './upd-facts';
import { drawHeading } from './upd-heading';
import { measureLine, measureTotal } from './upd-table';
import { russianDate } from './wording';

/**
 * A universal transfer document (УПД), A4 landscape: the tax invoice of Resolution № 1137 in the form in force since
 * 2026-04-01 (line 5б) and the transfer document recommended by FNS, every field in its place (facts 1.3).
 * The head of the table is repeated on every page; totals, signatures and [8]–[19] stay together.
 * The same facts give the same bytes.
 * @throws Error when the facts do not add up
 */
export async function renderUpd(facts: UpdFacts): Promise<Uint8Array> {
  assertUpdAddsUp(facts);
  const sheet = new Sheet({
    title: `Универсальный передаточный документ № ${facts.number} от ${russianDate(facts.issuedOn)}`,
    author: facts.seller.name,
    issuedOn: facts.issuedOn,
    orientation: 'landscape',
  });
  drawUpd(sheet, facts);
  return sheet.bytes();
}

function drawUpd(sheet: Sheet, facts: UpdFacts): void {
  const columns = columnsWithin(formWidth(sheet));
  const blocks = facts.lines.map((line, index) => {
    const row = measureLine(sheet, columns, lineTexts(facts, line, index));
    return { height: row.height, draw: (x: number, y: number) => drawRow(sheet, row, x, y) };
  });
  drawForm(sheet, {
    columns,
    blocks,
    totals: [measureTotal(sheet, columns, 'Всего к оплате (9)', totalTexts(facts))],
    signed: facts,
    footer: `УПД № ${facts.number} от ${russianDate(facts.issuedOn)}`,
    heading: (box) => drawHeading(sheet, facts, box),
    closing: (box) => drawTransfer(sheet, facts, box),
  });
}
