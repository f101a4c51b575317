import type { Currency, LocalDate } from '@rocket/kernel';
import { shortDate, wordingOf } from './wording';

/** Languages a partner's statement is written in. */
export type StatementLanguage = 'ru' | 'en';

/** What a partner's statement says around its lines. */
export interface PartnerStatementWords {
  readonly sheet: string;
  readonly title: (from: LocalDate, to: LocalDate) => string;
  readonly seller: (name: string, inn: string) => string;
  readonly partner: (name: string, inn: string | null, account: string) => string;
  readonly contracts: (contracts: readonly { number: string; signedOn: LocalDate }[]) => string;
  readonly made: (on: LocalDate, currency: Currency) => string;
  /** Day, operation, earned, taken back, paid, due. */
  readonly columns: readonly [string, string, string, string, string, string];
  readonly opening: string;
  readonly turnover: string;
  readonly closing: string;
  readonly page: (page: number, of: number) => string;
}

const LONG_DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
/** A day in English, which no country can read as another: 21 November 2026. */
const dayInEnglish = (day: LocalDate): string => LONG_DAY.format(new Date(`${day}T00:00:00Z`));

export const PARTNER_STATEMENT_WORDS: Readonly<Record<StatementLanguage, PartnerStatementWords>> = {
  ru: {
    sheet: 'Вознаграждение',
    title: (from, to) => `Отчёт о вознаграждении партнёра за период с ${shortDate(from)} по ${shortDate(to)}`,
    seller: (name, inn) => `Заказчик: ${name}, ИНН ${inn}`,
    partner: (name, inn, account) =>
      `Партнёр: ${name}${inn === null ? '' : `, ИНН ${inn}`}, аккаунт amoCRM ${account}`,
    contracts: (contracts) =>
      `${contracts.length > 1 ? 'Договоры' : 'Договор'} ${contracts
        .map(({ number, signedOn }) => `№ ${number} от ${shortDate(signedOn)}`)
        .join(', ')}`,
    made: (on, currency) => `Составлен ${shortDate(on)}, суммы: ${wordingOf(currency).short}`,
    columns: ['Дата', 'Операция', 'Начислено', 'Удержано', 'Выплачено', 'К выплате'],
    opening: 'К выплате на начало периода',
    turnover: 'Итого за период',
    closing: 'К выплате на конец периода',
    page: (page, of) => `Страница ${page} из ${of}`,
  },
  en: {
    sheet: 'Rewards',
    title: (from, to) =>
      `Statement of the partner’s rewards from ${dayInEnglish(from)} to ${dayInEnglish(to)}`,
    seller: (name, inn) => `Customer: ${name}, INN ${inn}`,
    partner: (name, inn, account) =>
      `Partner: ${name}${inn === null ? '' : `, INN ${inn}`}, amoCRM account ${account}`,
    contracts: (contracts) =>
      `${contracts.length > 1 ? 'Contracts' : 'Contract'} ${contracts
        .map(({ number, signedOn }) => `No. ${number} of ${dayInEnglish(signedOn)}`)
        .join(', ')}`,
    made: (on, currency) => `Drawn up on ${dayInEnglish(on)}, sums in ${currency}`,
    columns: ['Date', 'Operation', 'Earned', 'Taken back', 'Paid', 'Due'],
    opening: 'Due at the beginning',
    turnover: 'Total of the period',
    closing: 'Due at the end',
    page: (page, of) => `Page ${page} of ${of}`,
  },
};
