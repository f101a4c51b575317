import { printMinor, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import * as numberToWords from 'number-to-words-ru';

// The package is CommonJS for Node and ESM for a bundler: its one function sits on either face of the module.
const { convert } =
  'convert' in numberToWords ? numberToWords : (numberToWords as { default: typeof numberToWords }).default;

const MONTHS = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
];

/** What stands in a place of a form that has nothing to say. */
export const DASH = '–';

/** «21 ноября 2026 г.» with no-break spaces, so that a date never parts at the end of a line. */
export function russianDate(date: LocalDate): string {
  return `${+date.slice(8, 10)}\u00a0${MONTHS[+date.slice(5, 7) - 1]}\u00a0${date.slice(0, 4)}\u00a0г.`;
}

/** «21.11.2026». */
export const shortDate = (date: LocalDate): string =>
  `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;

/** `500000n` → «5 000,00»: thousands parted by a no-break space, a comma before the two last digits. */
export function printSum(amount: Minor): string {
  const [major = '', minor = ''] = printMinor(amount).split('.');
  return `${major.replace(/\B(?=(\d{3})+$)/g, '\u00a0')},${minor}`;
}

/** `"0.5"` → «0,5». */
export const printQuantity = (quantity: string): string => quantity.replace('.', ',');

interface CurrencyWording {
  /** After a sum in figures. */
  readonly sign: string;
  /** After a sum in figures inside a sentence. */
  readonly short: string;
  /** Line 7 of the tax invoice: name and digital code of the classifier of currencies. */
  readonly official: string;
  readonly major: [string, string, string];
  readonly minor: [string, string, string];
  /** 0 «один», 1 «одна». */
  readonly minorGender: 0 | 1;
}

/** Tenge and tiyn do not decline here, as banks of Kazakhstan write them; PT Sans has no sign of the tenge. */
const CURRENCY_WORDING: Record<Currency, CurrencyWording> = {
  RUB: {
    sign: '₽',
    short: 'руб.',
    official: 'Российский рубль, 643',
    major: ['рубль', 'рубля', 'рублей'],
    minor: ['копейка', 'копейки', 'копеек'],
    minorGender: 1,
  },
  KZT: {
    sign: 'тенге',
    short: 'тенге',
    official: 'Тенге, 398',
    major: ['тенге', 'тенге', 'тенге'],
    minor: ['тиын', 'тиын', 'тиын'],
    minorGender: 0,
  },
  USD: {
    sign: '$',
    short: 'долл. США',
    official: 'Доллар США, 840',
    major: ['доллар США', 'доллара США', 'долларов США'],
    minor: ['цент', 'цента', 'центов'],
    minorGender: 0,
  },
};

export const wordingOf = (currency: Currency): CurrencyWording => CURRENCY_WORDING[currency];

/**
 * «Пять тысяч рублей 00 копеек»: capital first letter, minor units in two figures.
 * @throws RangeError for a negative amount: no document of ours says one in words
 */
export function sumInWords(amount: Minor, currency: Currency): string {
  if (amount < 0n) throw new RangeError('A sum in words is never negative');
  const { major, minor, minorGender } = wordingOf(currency);
  return convert(printMinor(amount), {
    currency: {
      currencyNameCases: major,
      fractionalPartNameCases: minor,
      currencyNounGender: { integer: 0, fractionalPart: minorGender },
      fractionalPartMinLength: 2,
    },
    convertNumberToWords: { integer: true, fractional: false },
  });
}
