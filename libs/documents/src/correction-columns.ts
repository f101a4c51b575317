import {
  changesOfLine,
  originalOf,
  type CorrectionFacts,
  type CorrectionLine,
  type TaxedAmounts,
} from './correction-facts';
import { printRate, UPD_COLUMNS, type UpdColumn } from './upd-columns';
import { DASH, printSum, shortDate } from './wording';

/** A form forbids a figure here. */
const CROSS = 'Х';

const INDICATORS: UpdColumn = {
  number: '1б',
  width: 72,
  head: 'Показатели в связи с изменением стоимости отгруженных товаров (выполненных работ, оказанных услуг), переданных имуществен\u00adных прав',
  align: 'left',
};

/**
 * Columns of appendix 2 to Resolution № 1137: those of a UPD with «Показатели…» after the name, so that the code of the
 * kind of goods is 1в. Traceability columns are left out: we sell no such goods.
 */
export const CORRECTION_COLUMNS: readonly UpdColumn[] = UPD_COLUMNS.flatMap((column) => {
  if (column.number === '1а') return [{ ...column, width: column.width - INDICATORS.width }, INDICATORS];
  return [column.number === '1б' ? { ...column, number: '1в' } : column];
});

/** Columns before «Показатели…»: one cell of each stands beside all four rows of a line. */
export const SPANNING = CORRECTION_COLUMNS.indexOf(INDICATORS);

const changed = (amount: bigint): string => (amount === 0n ? DASH : printSum(amount));

/** Texts of columns А, 1 and 1а: a line says which UPD it stands in, because one document may correct several. */
export function spanningTexts(facts: CorrectionFacts, line: CorrectionLine, index: number): string[] {
  const { number, date } = originalOf(facts, line);
  const belongs = `(УПД №\u00a0${number} от\u00a0${shortDate(date)})`;
  return [DASH, `${index + 1}`, `${line.name} ${belongs}`];
}

/**
 * Texts of columns 1б…11 of rows А, Б, В and Г. Quantity and price are dashes, as in a UPD whose price does not multiply;
 * what did not go up or down is a dash. A document of status 2 has no tax columns.
 */
export function rowsOfLine(status: 1 | 2, line: CorrectionLine): string[][] {
  const taxless = status === 2 ? DASH : 'без НДС';
  const excise = status === 2 ? DASH : 'без акциза';
  const rate = line.vatRate === null ? taxless : printRate(line.vatRate);
  const state = (name: string, { net, vat, gross }: TaxedAmounts) => [
    name,
    ...[DASH, DASH, DASH, DASH, DASH],
    ...[printSum(net), excise, rate, line.vatRate === null ? taxless : printSum(vat), printSum(gross)],
    ...[DASH, DASH, DASH],
  ];
  const change = (name: string, { net, vat, gross }: TaxedAmounts) => [
    name,
    ...[DASH, CROSS, CROSS, CROSS, CROSS],
    ...[changed(net), DASH, CROSS, changed(vat), changed(gross)],
    ...[CROSS, CROSS, CROSS],
  ];
  const { increase, decrease } = changesOfLine(line);
  return [
    state('А (до изменения)', line.before),
    state('Б (после изменения)', line.after),
    change('В (увеличение)', increase),
    change('Г (уменьшение)', decrease),
  ];
}

/** Texts of a total under columns 5…9. */
export const totalOf = ({ net, vat, gross }: TaxedAmounts): string[] => [
  changed(net),
  CROSS,
  CROSS,
  changed(vat),
  changed(gross),
];
