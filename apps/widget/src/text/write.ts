import type { MoneyDto } from '@rocket/contracts';
import type { Words } from './words';

/**
 * «5 000,00 ₽». The decimal string goes to Intl as it is, never through a float; unit prices keep up to nine digits.
 */
export function writeMoney(
  words: Words,
  { amount, currency }: { amount: string; currency: MoneyDto['currency'] },
): string {
  const format = new Intl.NumberFormat(words.locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 9,
  });
  return format.format(amount as `${number}`);
}

/** A business date as it stands, in nobody's time zone: «14.12.2026». */
export function writeDate(words: Words, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (words.locale === 'ru-RU') return `${day}.${month}.${year}`;
  return new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** An instant by the clock of the person who reads: «21.11.2026, 14:05». */
export function writeInstant(words: Words, instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  return new Intl.DateTimeFormat(words.locale, {
    day: '2-digit',
    month: words.locale === 'ru-RU' ? '2-digit' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** Whether an amount on the wire is zero or less. */
export const isNothing = (money: MoneyDto): boolean =>
  money.amount.startsWith('-') || !/[1-9]/.test(money.amount);
