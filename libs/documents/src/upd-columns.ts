import type { UpdFacts, UpdLine } from './upd-facts';
import type { Align } from './sheet';
import { unitPrice } from './unit-price';
import { DASH, printQuantity, printSum } from './wording';

/** A column of the table of a UPD: facts 1.3. Traceability columns 12–14 are left out: we sell no such goods. */
export interface UpdColumn {
  /** As printed in the row of column numbers. */
  readonly number: string;
  readonly width: number;
  /** Soft hyphens say where a long word may break. */
  readonly head: string;
  readonly align: Align;
}

/** Width of the left rail, where column А stands on the UPD's side of the thick rule. */
export const RAIL = 58;

export const UPD_COLUMNS: readonly UpdColumn[] = [
  { number: 'А', width: RAIL, head: 'Код товара/ работ, услуг', align: 'left' },
  { number: '1', width: 20, head: '№ п/п', align: 'center' },
  {
    number: '1а',
    width: 220,
    head: 'Наименование товара (описание выполненных работ, оказанных услуг), имущественного права',
    align: 'left',
  },
  { number: '1б', width: 28, head: 'Код вида товара', align: 'center' },
  { number: '2', width: 22, head: 'код', align: 'center' },
  {
    number: '2а',
    width: 34,
    head: 'условное обозна\u00adчение (на\u00adцио\u00adналь\u00adное)',
    align: 'center',
  },
  { number: '3', width: 36, head: 'Коли\u00adчество (объем)', align: 'right' },
  { number: '4', width: 50, head: 'Цена (тариф) за единицу измерения', align: 'right' },
  {
    number: '5',
    width: 56,
    head: 'Стоимость товаров (работ, услуг), имущест\u00adвенных прав без налога – всего',
    align: 'right',
  },
  { number: '6', width: 34, head: 'В том числе сумма акциза', align: 'center' },
  { number: '7', width: 34, head: 'Налого\u00adвая ставка', align: 'center' },
  { number: '8', width: 50, head: 'Сумма налога, предъяв\u00adляемая покупателю', align: 'right' },
  {
    number: '9',
    width: 56,
    head: 'Стоимость товаров (работ, услуг), имущест\u00adвенных прав с налогом – всего',
    align: 'right',
  },
  { number: '10', width: 26, head: 'цифро\u00adвой код', align: 'center' },
  { number: '10а', width: 34, head: 'краткое наиме\u00adнование', align: 'center' },
  {
    number: '11',
    width: 0,
    head: 'Регистра\u00adционный номер декларации на товары или регистра\u00adционный номер партии товара, подлежащего прослежива\u00adемости',
    align: 'center',
  },
];

/** Heads that stand over a pair of columns, by the number of the first of the two. */
export const PAIR_HEADS: Readonly<Record<string, string>> = {
  '2': 'Единица измерения',
  '10': 'Страна происхождения товара',
};

/** Columns of a form with the one of no width taking what is left of `width`. */
export function columnsWithin(width: number, columns: readonly UpdColumn[] = UPD_COLUMNS): UpdColumn[] {
  const taken = columns.reduce((total, column) => total + column.width, 0);
  return columns.map((column) => (column.width === 0 ? { ...column, width: width - taken } : column));
}

/** What a rate says in column 7: `22%`, `22/122`, «без НДС». */
export const printRate = (rate: string): string => (rate.includes('/') ? rate : `${rate.replace('.', ',')}%`);

/**
 * Texts of columns А…11 of a line. Unit, quantity and price appear together or not at all: a price that does not
 * multiply to the stored net is not printed (facts 1.7). A transfer document of status 2 has no tax columns.
 */
export function lineTexts(facts: UpdFacts, line: UpdLine, index: number): string[] {
  const price = line.unit ? unitPrice(line.net, line.quantity) : null;
  const priced = price !== null;
  const taxless = facts.status === 2 ? DASH : 'без НДС';
  return [
    line.productCode || DASH,
    `${index + 1}`,
    line.name,
    DASH,
    priced ? line.unitCode || DASH : DASH,
    priced ? line.unit! : DASH,
    priced ? printQuantity(line.quantity!) : DASH,
    priced ? printSum(price) : DASH,
    printSum(line.net),
    facts.status === 2 ? DASH : 'без акциза',
    line.vatRate === null ? taxless : printRate(line.vatRate),
    line.vatRate === null ? taxless : printSum(line.vat),
    printSum(line.gross),
    DASH,
    DASH,
    DASH,
  ];
}

/** Texts of the row «Всего к оплате (9)» under columns 5…9. */
export function totalTexts({ status, lines, totals }: UpdFacts): string[] {
  const taxed = lines.some((line) => line.vatRate !== null);
  const tax = taxed ? printSum(totals.vat) : status === 2 ? DASH : 'без НДС';
  return [printSum(totals.net), 'Х', 'Х', tax, printSum(totals.gross)];
}
