import { dealRows } from './pagination';
import { Sheet, type Type } from './sheet';
import { drawRow } from './table';
import { drawSignatures, drawTransfer } from './upd-closing';
import { columnsWithin, lineTexts, RAIL, totalTexts } from './upd-columns';
import { assertUpdAddsUp, type UpdFacts } from './upd-facts';
import { drawHeading } from './upd-heading';
import { measureLine, measureTotal, UpdTableHead } from './upd-table';
import { russianDate } from './wording';

const MARGIN = { x: 20, top: 20, bottom: 22 };
const FOOTER: Type = { face: 'narrow', size: 6.5, align: 'right' };
const THICK = 1.5;

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
  const x = MARGIN.x;
  const right = sheet.width - MARGIN.x;
  const bottom = sheet.height - MARGIN.bottom;
  const columns = columnsWithin(right - x);
  const head = new UpdTableHead(sheet, columns);
  const rows = facts.lines.map((line, index) => measureLine(sheet, columns, lineTexts(facts, line, index)));
  const total = measureTotal(sheet, columns, totalTexts(facts));

  const drawClosing = (y: number, sheets: number) => {
    const railEnd = y + drawSignatures(sheet, facts, { x, y, right, rail: RAIL }, sheets);
    // The thick frame parts the tax invoice from the transfer document, as on the form.
    sheet.rule(x, railEnd, right, railEnd, THICK);
    return { railEnd, height: railEnd - y + drawTransfer(sheet, facts, { x, y: railEnd, right }) };
  };

  sheet.addPage();
  const tableTop = drawHeading(sheet, facts, { x, y: MARGIN.top, right, rail: RAIL });
  const pages = dealRows(
    rows.map(({ height }) => height),
    {
      first: bottom - tableTop - head.height,
      next: bottom - MARGIN.top - head.height,
      closing: total.height + sheet.measure(() => drawClosing(0, 1).height),
    },
  );
  pages.forEach(({ from, to }, index) => {
    if (index > 0) sheet.addPage();
    let y = index === 0 ? tableTop : MARGIN.top;
    y = head.draw(x, y);
    for (const row of rows.slice(from, to)) {
      drawRow(sheet, row, x, y);
      y += row.height;
    }
    const isLast = index === pages.length - 1;
    let railEnd = y;
    if (isLast) {
      drawRow(sheet, total, x + RAIL, y);
      railEnd = drawClosing(y + total.height, pages.length).railEnd;
    }
    sheet.rule(x + RAIL, MARGIN.top, x + RAIL, railEnd, THICK);
    drawFooter(sheet, facts, index + 1, pages.length);
  });
}

/** Which document and which sheet of it this is: pages are torn apart in archives. */
function drawFooter(sheet: Sheet, facts: UpdFacts, page: number, pages: number): void {
  const text = `УПД № ${facts.number} от ${russianDate(facts.issuedOn)}, лист ${page} из ${pages}`;
  sheet.line(text, MARGIN.x, sheet.height - MARGIN.bottom + 4, FOOTER, sheet.width - 2 * MARGIN.x);
}
