import { drawAgreement } from './correction-closing';
import { CORRECTION_COLUMNS, rowsOfLine, SPANNING, spanningTexts, totalOf } from './correction-columns';
import { assertCorrectionAddsUp, type CorrectionFacts } from './correction-facts';
import { drawCorrectionHeading } from './correction-heading';
import { drawForm, formWidth, type Block } from './form-pages';
import { Sheet } from './sheet';
import { drawRow } from './table';
import { columnsWithin, type UpdColumn } from './upd-columns';
import { measureLine, measureTotal } from './upd-table';
import { russianDate } from './wording';

/**
 * A universal correction document (УКД), A4 landscape: the corrective tax invoice of appendix 2 to Resolution № 1137 and
 * the agreement on the change of cost in the form recommended by FNS letter ММВ-20-15/86@ (facts 1.8). Four rows per
 * line, А, Б, В, Г, never parted between pages. The same facts give the same bytes.
 * @throws Error when the facts do not add up
 */
export async function renderCorrection(facts: CorrectionFacts): Promise<Uint8Array> {
  assertCorrectionAddsUp(facts);
  const sheet = new Sheet({
    title: `Универсальный корректировочный документ № ${facts.number} от ${russianDate(facts.issuedOn)}`,
    author: facts.seller.name,
    issuedOn: facts.issuedOn,
    orientation: 'landscape',
  });
  const columns = columnsWithin(formWidth(sheet), CORRECTION_COLUMNS);
  drawForm(sheet, {
    columns,
    blocks: facts.lines.map((_, index) => lineBlock(sheet, columns, facts, index)),
    totals: [
      measureTotal(sheet, columns, 'Всего увеличение (сумма строк В)', totalOf(facts.totals.increase)),
      measureTotal(sheet, columns, 'Всего уменьшение (сумма строк Г)', totalOf(facts.totals.decrease)),
    ],
    signed: facts,
    footer: `УКД № ${facts.number} от ${russianDate(facts.issuedOn)}`,
    heading: (box) => drawCorrectionHeading(sheet, facts, box),
    closing: (box) => drawAgreement(sheet, facts, box),
  });
  return sheet.bytes();
}

/** A line: code, number and name beside its four rows, which share the height of a longer name. */
function lineBlock(
  sheet: Sheet,
  columns: readonly UpdColumn[],
  facts: CorrectionFacts,
  index: number,
): Block {
  const line = facts.lines[index]!;
  const spanning = columns.slice(0, SPANNING);
  const beside = measureLine(sheet, spanning, spanningTexts(facts, line, index));
  const rows = rowsOfLine(facts.status, line).map((texts) =>
    measureLine(sheet, columns.slice(SPANNING), texts),
  );
  const rowsHeight = rows.reduce((total, row) => total + row.height, 0);
  const height = Math.max(beside.height, rowsHeight);
  const stretch = (height - rowsHeight) / rows.length;
  const offset = spanning.reduce((total, column) => total + column.width, 0);
  return {
    height,
    draw: (x, y) => {
      drawRow(sheet, { ...beside, height }, x, y);
      let top = y;
      for (const row of rows) {
        drawRow(sheet, { ...row, height: row.height + stretch }, x + offset, top);
        top += row.height + stretch;
      }
    },
  };
}
