import { sum, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import { date, heading, money, rateWords, text, totalsBy, type RegisterPeriod } from './registers';
import type { Spreadsheet } from './spreadsheet';

/** An advance over a period: `opening + received = offset + returned + closing`. Amounts in minor units of `currency`. */
export interface AdvanceRow {
  readonly creditedOn: LocalDate;
  readonly seller: string;
  readonly currency: Currency;
  readonly customer: string;
  readonly inn: string;
  readonly kpp: string | null;
  /** «42 от 21.11.2026»: what it was paid by. */
  readonly payment: string;
  /** The tax invoice drawn up for it; null where the offer or the law asks for none. */
  readonly invoice: {
    readonly number: string;
    readonly issuedOn: LocalDate;
    readonly vatRate: string;
    readonly vat: Minor;
  } | null;
  readonly opening: Minor;
  readonly received: Minor;
  readonly offset: Minor;
  readonly returned: Minor;
  readonly closing: Minor;
  /** What it was taken up by: «УПД № 1 от 31.10.2026». */
  readonly papers: readonly string[];
}

const SUMS = { 10: 'opening', 11: 'received', 12: 'offset', 13: 'returned', 14: 'closing' } as const;

/** Advances that something was left of when the period began or that were received in it (facts 9.2). */
export function advancesRegister(rows: readonly AdvanceRow[], period: RegisterPeriod): Spreadsheet {
  return {
    name: 'Авансы',
    heading: [heading('Реестр авансов', period)],
    columns: [
      date('Зачислено'),
      text('Продавец', 20),
      text('Покупатель', 36),
      text('ИНН', 14),
      text('КПП', 12),
      text('Платёж', 20),
      text('Счёт-фактура на аванс', 14),
      date('Дата счёта-фактуры'),
      text('Ставка', 10),
      money('НДС с аванса'),
      money('Остаток на начало'),
      money('Получено'),
      money('Зачтено'),
      money('Возвращено'),
      money('Остаток на конец'),
      text('Валюта', 8),
      text('Чем зачтено', 40),
    ],
    rows: rows.map((row) => [
      row.creditedOn,
      row.seller,
      row.customer,
      row.inn,
      row.kpp,
      row.payment,
      row.invoice?.number ?? null,
      row.invoice?.issuedOn ?? null,
      row.invoice ? rateWords(row.invoice.vatRate) : null,
      row.invoice?.vat ?? null,
      row.opening,
      row.received,
      row.offset,
      row.returned,
      row.closing,
      row.currency,
      row.papers.join('; '),
    ]),
    totals: totalsBy(rows, 17, 15, (of) => ({
      9: sum(of.map(({ invoice }) => invoice?.vat ?? 0n)),
      ...Object.fromEntries(
        Object.entries(SUMS).map(([index, part]) => [index, sum(of.map((row) => row[part]))]),
      ),
    })),
  };
}
