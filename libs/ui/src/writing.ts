import { printMinor, type Minor, type MoneyText } from '@rocket/kernel';
import { LOCALES, once, type Language } from './counting';

/** Intl reads a decimal string exactly; its type does not say so yet. */
const exactly = (formatter: Intl.NumberFormat, amount: string): string =>
  formatter.format(amount as unknown as number).replace('-', '−');

/**
 * A sum as a reader of the language writes it: `5 000,00 ₽` with unbreakable spaces, a real minus sign.
 * @param signed shows `+` before what was added, as a list of entries does
 */
export function writeMoney(language: Language, money: MoneyText, signed = false): string {
  const formatter = once(
    `${language} ${money.currency} ${signed}`,
    () =>
      new Intl.NumberFormat(LOCALES[language], {
        style: 'currency',
        currency: money.currency,
        currencyDisplay: 'narrowSymbol',
        signDisplay: signed ? 'exceptZero' : 'auto',
      }),
  );
  return exactly(formatter, money.amount);
}

/** A unit price: at least two digits after the point, at most nine, none of them lost. */
export function writeUnitPrice(language: Language, price: MoneyText): string {
  const formatter = once(
    `unit ${language} ${price.currency}`,
    () =>
      new Intl.NumberFormat(LOCALES[language], {
        style: 'currency',
        currency: price.currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: 2,
        maximumFractionDigits: 9,
      }),
  );
  return exactly(formatter, price.amount);
}

/** A business date, `2026-11-21` → `21.11.2026`. It has no zone, so no Date is made of it. */
export const writeDate = (date: string): string => date.split('-').reverse().join('.');

/** An instant, in the seller's zone, to the minute: `21.11.2026, 14:05`. */
export function writeInstant(language: Language, instant: string, timeZone: string): string {
  const formatter = once(
    `instant ${language} ${timeZone}`,
    () =>
      new Intl.DateTimeFormat(LOCALES[language], {
        timeZone,
        day: '2-digit',
        month: '2-digit',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
      }),
  );
  return formatter.format(new Date(instant)).replaceAll('/', '.');
}

/** `пятница` or `Friday`, for a calendar of charges. */
export function writeWeekday(language: Language, date: string): string {
  const formatter = once(
    `weekday ${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', weekday: 'short' }),
  );
  return formatter.format(new Date(`${date}T00:00:00Z`));
}

const SIGNS: Readonly<Record<MoneyText['currency'], string>> = { RUB: '₽', KZT: '₸', USD: '$' };

/** `₽`: stands beside a sum that is typed. */
export const currencySign = (currency: MoneyText['currency']): string => SIGNS[currency];

/**
 * What a person typed as a sum, brought to the form of the wire: `5 000,5` → `5000.50`.
 * @returns null when it is not a sum with at most two digits after the point
 */
export function readAmount(text: string): string | null {
  const plain = text.replace(/[\s₽₸$]/g, '').replace(',', '.');
  const match = /^(\d{1,13})(?:\.(\d{1,2})?)?$/.exec(plain);
  if (!match) return null;
  return `${BigInt(match[1]!)}.${(match[2] ?? '').padEnd(2, '0')}`;
}

export const writeMinor = (language: Language, amount: Minor, currency: MoneyText['currency']): string =>
  writeMoney(language, { amount: printMinor(amount), currency });
