import { sum, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { SheetColumn, SheetValue, Spreadsheet } from './spreadsheet';
import { printRate } from './upd-columns';
import { shortDate } from './wording';

/** Days of a register, both ends included. */
export interface RegisterPeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Money that came in, as its register tells it. Amounts in minor units of `currency`. */
export interface ReceiptRow {
  readonly receivedOn: LocalDate;
  readonly seller: string;
  readonly currency: Currency;
  readonly source: 'bank' | 'robokassa' | 'yookassa';
  readonly orderNumber: string | null;
  readonly payer: string;
  readonly payerInn: string | null;
  readonly purpose: string;
  readonly amount: Minor;
  readonly state: 'credited' | 'unallocated' | 'returned';
  readonly account: string | null;
  readonly reason: string | null;
}

/** A document that was issued. `net + vat = gross`; a correction tells what goes down as negative sums. */
export interface PaperRow {
  readonly kind: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly seller: string;
  readonly currency: Currency;
  readonly customer: string;
  readonly inn: string;
  readonly kpp: string | null;
  readonly gross: Minor;
  /** One, but of a correction of documents of several rates. */
  readonly vatRates: readonly (string | null)[];
  readonly vat: Minor;
  readonly status: string;
  /** Stands no more: shown with its sums and left out of the totals. */
  readonly isAnnulled?: boolean;
}

/** A line of the sales book: one invoice at one rate (Resolution 1137, appendix 5). */
export interface SalesBookRow {
  /** 01 a sale, 02 an advance (order ММВ-7-3/136@). */
  readonly operation: '01' | '02';
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly customer: string;
  readonly inn: string;
  readonly kpp: string | null;
  readonly payments: string;
  readonly currency: Currency;
  readonly gross: Minor;
  readonly net: Minor;
  readonly vatRate: string | null;
  readonly vat: Minor;
}

const SOURCES = { bank: 'Банк', robokassa: 'Robokassa', yookassa: 'ЮKassa' } as const;
const STATES = { credited: 'Зачислено', unallocated: 'Не разнесено', returned: 'Возвращено' } as const;

export const text = (title: string, width: number): SheetColumn => ({ title, kind: 'text', width });
export const date = (title: string): SheetColumn => ({ title, kind: 'date', width: 12 });
export const money = (title: string): SheetColumn => ({ title, kind: 'money', width: 16 });

/** Every receipt of a period, unallocated ones too: nothing that came in is missing. */
export function receiptsRegister(rows: readonly ReceiptRow[], period: RegisterPeriod): Spreadsheet {
  return {
    name: 'Поступления',
    heading: [heading('Реестр поступлений', period)],
    columns: [
      date('Дата'),
      text('Продавец', 20),
      text('Источник', 12),
      text('Платёж №', 12),
      text('Плательщик', 36),
      text('ИНН', 14),
      text('Назначение', 50),
      money('Сумма'),
      text('Валюта', 8),
      text('Состояние', 16),
      text('Аккаунт', 30),
      text('Почему', 40),
    ],
    rows: rows.map((row) => [
      row.receivedOn,
      row.seller,
      SOURCES[row.source],
      row.orderNumber,
      row.payer,
      row.payerInn,
      row.purpose,
      row.amount,
      row.currency,
      STATES[row.state],
      row.account,
      row.reason,
    ]),
    totals: totalsBy(rows, 12, 8, (of) => ({ 7: sum(of.map(({ amount }) => amount)) })),
  };
}

/** Every document of a period, by kind, date and number. */
export function papersRegister(rows: readonly PaperRow[], period: RegisterPeriod): Spreadsheet {
  return {
    name: 'Документы',
    heading: [heading('Реестр документов', period)],
    columns: [
      text('Документ', 18),
      text('Номер', 10),
      date('Дата'),
      text('Продавец', 20),
      text('Покупатель', 36),
      text('ИНН', 14),
      text('КПП', 12),
      money('Сумма с НДС'),
      text('Ставка', 10),
      money('НДС'),
      text('Валюта', 8),
      text('Состояние', 16),
    ],
    rows: rows.map((row) => [
      row.kind,
      row.number,
      row.issuedOn,
      row.seller,
      row.customer,
      row.inn,
      row.kpp,
      row.gross,
      row.vatRates.map(rateWords).join('; '),
      row.vat,
      row.currency,
      row.status,
    ]),
    totals: totalsOfPapers(rows.filter(({ isAnnulled }) => !isAnnulled)),
  };
}

/** Each kind adds up by itself: an invoice asks for what a UPD then shows as sold, and a sum of both would say nothing. */
function totalsOfPapers(rows: readonly PaperRow[]): SheetValue[][] {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  return kinds.flatMap((kind) =>
    totalsBy(
      rows.filter((row) => row.kind === kind),
      12,
      10,
      (of) => ({
        7: sum(of.map(({ gross }) => gross)),
        9: sum(of.map(({ vat }) => vat)),
      }),
    ).map(([, ...line]) => [kind, ...line]),
  );
}

/**
 * Lines of the sales book of a period. A document with several rates makes a line for each; what was reduced by corrections
 * belongs to the purchases book of the seller (Resolution 1137, appendix 4, rule 12) and is not here; nor is the tax of an advance
 * that a delivery gives back (rule 22).
 */
export function salesBook(rows: readonly SalesBookRow[], period: RegisterPeriod): Spreadsheet {
  return {
    name: 'Книга продаж',
    heading: [heading('Строки книги продаж', period)],
    columns: [
      { title: '№ п/п', kind: 'count', width: 8 },
      text('Код вида операции', 10),
      text('Номер счёта-фактуры', 14),
      date('Дата'),
      text('Покупатель', 36),
      text('ИНН/КПП', 24),
      text('Документ, подтверждающий оплату', 30),
      text('Валюта', 8),
      money('Стоимость с НДС'),
      money('Стоимость без НДС'),
      text('Ставка', 10),
      money('НДС'),
    ],
    rows: rows.map((row, index) => [
      index + 1,
      row.operation,
      row.number,
      row.issuedOn,
      row.customer,
      row.kpp ? `${row.inn}/${row.kpp}` : row.inn,
      row.payments,
      row.currency,
      row.gross,
      // An advance has no cost without tax: only its computed rate takes the tax out of the sum.
      row.operation === '02' ? null : row.net,
      rateWords(row.vatRate),
      row.vat,
    ]),
    totals: totalsBy(rows, 12, 7, (of) => ({
      8: sum(of.map(({ gross }) => gross)),
      9: sum(of.filter(({ operation }) => operation === '01').map(({ net }) => net)),
      11: sum(of.map(({ vat }) => vat)),
    })),
  };
}

export const heading = (title: string, { from, to }: RegisterPeriod): string =>
  `${title} за период с ${shortDate(from)} по ${shortDate(to)}`;

export const rateWords = (rate: string | null): string => (rate === null ? 'Без НДС' : printRate(rate));

/** One line of totals for each currency: they never mix. */
export function totalsBy<Row extends { readonly currency: Currency }>(
  rows: readonly Row[],
  width: number,
  currencyAt: number,
  sums: (of: readonly Row[]) => Readonly<Record<number, Minor>>,
): SheetValue[][] {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const totals = sums(rows.filter((row) => row.currency === currency));
    return Array.from({ length: width }, (_, index): SheetValue => {
      if (index === currencyAt) return currency;
      return totals[index] ?? (index === 1 ? 'Итого' : null);
    });
  });
}
