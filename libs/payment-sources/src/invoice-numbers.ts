import { isLocalDate, type LocalDate } from '@rocket/kernel';
import { foldLookAlikes } from './look-alikes';

/** An invoice the payer named: its number in the form of `canonicalInvoiceNumber`, its date where given. */
export interface NamedInvoice {
  readonly number: string;
  readonly date: LocalDate | null;
}

/** Longer texts are not purposes of payments (the bank's limit is 210 characters). */
const LONGEST_PURPOSE = 4_000;

/** All expressions below read text after `foldLookAlikes`: N and R stay Latin, С and О are always Cyrillic. */
const KEYWORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:СЧЕТ(?:АМИ|АМ|АХ|ОМ|ОВ|А|У|Е)?|СЧ(?:-?Т[АУ]?)?|ИНВОЙС(?:ОМ|А|У|Е|Ы)?|ИНВ|${foldLookAlikes('INVOICE')}S?|INV)(?:(?!\p{L})|(?=NО?(?!\p{L})))`,
  'gu',
);
/** A bank or personal account (расчётный, лицевой счёт), not a request for payment. */
const ACCOUNT_BEFORE =
  /(?:(?<!\p{L})(?:ЛИЦЕВ|РАСЧЕТН|КОРР|БАНКОВСК|ТЕКУЩ|ССУДН|ДЕПОЗИТН|ВАЛЮТН|ТРАНЗИТН)\p{L}*\.?|(?<!\p{L})[ЛРК]\s?[/\\.])\s*$/u;
/** Счёт-фактура, сч.-ф., сч/ф: a tax document. */
const TAX_DOCUMENT_AFTER = /[\s.\-–/]*Ф(?:АКТ|-РА|[\s.№#]|\d|$)/uy;
const COMPOUND = /\s*[-–]\s*(?:ДОГОВОР|ОФЕРТ|КОНТРАКТ)\p{L}*/uy;
const FILLER =
  /(?:[\s.:("«_–-]|(?:НА|К)\s+(?:ПРЕД)?ОПЛАТ[УЕЫ](?!\p{L})|ПОКУПАТЕЛЮ(?!\p{L})|(?:НА|К)\s+АВАНС(?!\p{L}))/uy;
const SIGN = new RegExp(
  String.raw`\s*(?:№|#|NО?\.?(?!\p{L})|НОМЕР(?:ОМ|А|У)?(?!\p{L})|НОМ\.|${foldLookAlikes('NUMBER')}(?!\p{L}))\s*`,
  'uy',
);
const TOKEN = /[\p{L}\p{N}]+(?:[-/\\][\p{L}\p{N}]+)*/uy;
const SPACED_PREFIX = /(?!(?:ОТ|НА|ЗА|ПО|ДО|ИЗ|НДС|СУММ?|И|С|В)\s)\p{L}{1,4}\s+\d+(?![\p{L}\p{N}])/uy;
/** `1207от05.10` and `1207-НДС`: words that stuck to a number. */
const STUCK_WORD = /^((?:\p{L}{1,5}[-/]?)?\d+)[-/]?(?:ОТ|НА|ЗА|ПО|НДС|ДОГ|Г(?=$))[\p{L}\p{N}\-/\\]*$/u;

const MONTHS = [
  'ЯНВАР',
  'ФЕВРАЛ',
  'МАРТ',
  'АПРЕЛ',
  'МА',
  'ИЮН',
  'ИЮЛ',
  'АВГУСТ',
  'СЕНТЯБР',
  'ОКТЯБР',
  'НОЯБР',
  'ДЕКАБР',
];
const DIGITAL_DATE = String.raw`(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)`;
const WORDY_DATE = String.raw`(\d{1,2})\s+(${MONTHS.join('|')})[АЯЬ]?\s+(\d{4})(?!\d)`;
const ANY_DATE = new RegExp(`(?:${DIGITAL_DATE}|${WORDY_DATE})`, 'uy');
const DATE_PHRASE = new RegExp(
  `[\\s,(]*(?:ОТ|ДАТА|ВЫСТ\\p{L}*\\.?)?\\s*(?:${DIGITAL_DATE}|${WORDY_DATE})\\s*(?:Г(?:ОДА)?(?!\\p{L})\\.?)?\\)?`,
  'uy',
);

const NOT_A_NUMBER_AFTER = new RegExp(
  String.raw`\s*(?:%|₽|(?:РУБ\p{L}*|Р|КОП\p{L}*|Г|ГОД\p{L}*|ЛЕТ|МЕС\p{L}*|ШТ\p{L}*|ДН\p{L}*|ДЕН\p{L}*|ЧАС\p{L}*|${foldLookAlikes('RUB|USD|KZT')}|ТЕНГЕ|ТГ)(?!\p{L}))`,
  'uy',
);
const SUM_AFTER = /(?:[.,]\d|(?: \d{3})+[.,]\d{2}(?!\d))/uy;
const KOPECKS_AFTER = /(?:\.\d|,\d{2}\s*(?:РУБ|Р\b|КОП|\()|,00(?!\d)|[.,]\d{3,})/uy;
/** What may stand after a further number of a list that has no № of its own: «№ 12, 13 и 15 за услуги». */
const LIST_GOES_ON = /\s*(?:$|[,;.:()&+№#–-]|(?:И|ОТ|ЗА|НДС|В|БЕЗ|ПО|НА|СУММА?|ДЛЯ|СОГЛАСНО)(?!\p{L}))/uy;
const SEPARATOR = /\s*(?:[,;&+]|И(?!\p{L}))(?:\s*И(?!\p{L}))?\s*/uy;

/** `text` matched by a sticky expression at `at`. */
function at(expression: RegExp, text: string, position: number): RegExpExecArray | null {
  expression.lastIndex = position;
  return expression.exec(text);
}
const endOf = (expression: RegExp, text: string, position: number): number =>
  position + (at(expression, text, position)?.[0].length ?? 0);

/**
 * One spelling of an invoice number: look-alike letters folded, О among digits read as zero, leading zeros
 * dropped, a letter prefix joined by a hyphen. `pm 0012`, `РМ-12` and `РМ12` are one number.
 */
export function canonicalInvoiceNumber(text: string): string {
  if (/^[1-9]\d*$/.test(text)) return text;
  const folded = foldLookAlikes(text).replace(/\s+/g, ' ').trim();
  const digits = (written: string): string => written.replaceAll('О', '0').replace(/^0+(?=\d)/, '');
  if (/^[\dО]*\d[\dО]*$/.test(folded)) return digits(folded);
  const prefixed = /^(\p{L}{1,5})[-/ ]?([\dО]*\d[\dО]*)$/u.exec(folded);
  return prefixed ? `${prefixed[1]}-${digits(prefixed[2]!)}` : folded;
}

/**
 * Numbers of the invoices that a purpose of payment names, each once, in order, in the form of
 * `canonicalInvoiceNumber`. Contracts, tax invoices (счёт-фактура), acts, UPDs, bank and personal accounts,
 * dates, sums and rates are not invoices. Facts: ru-docs-payments §4.2.
 */
export const invoiceNumbersIn = (purpose: string): string[] =>
  namedInvoices(purpose).map((invoice) => invoice.number);

/** `invoiceNumbersIn` with the date that stands at each number. */
export function namedInvoices(purpose: string): NamedInvoice[] {
  const text = foldLookAlikes(purpose.slice(0, LONGEST_PURPOSE));
  const found = new Map<string, NamedInvoice>();
  for (const keyword of text.matchAll(KEYWORD)) {
    const end = keyword.index + keyword[0].length;
    if (ACCOUNT_BEFORE.test(text.slice(Math.max(0, keyword.index - 30), keyword.index))) continue;
    if (at(TAX_DOCUMENT_AFTER, text, end)) continue;
    for (const invoice of listFrom(text, end))
      if (!found.has(invoice.number) || found.get(invoice.number)!.date === null)
        found.set(invoice.number, invoice);
  }
  return [...found.values()];
}

/** The list of numbers after one keyword: «… на оплату №№ 12 от 05.10.2026, 13 и № 15». */
function listFrom(text: string, start: number): NamedInvoice[] {
  let position = skipFiller(text, endOf(COMPOUND, text, start));
  const dateFirst = at(DATE_PHRASE, text, position);
  if (dateFirst) position = skipFiller(text, position + dateFirst[0].length);
  let sign = skipSigns(text, position);
  if (dateFirst && sign === position) return [];

  const found: NamedInvoice[] = [];
  let tight = false;
  for (;;) {
    const first = found.length === 0;
    const number = numberAt(text, sign, { signed: sign > position, first, tight });
    if (!number) return found;
    const date = at(DATE_PHRASE, text, number.end) ?? (first ? dateFirst : null);
    found.push({ number: number.value, date: date && dayOfMatch(date) });
    position = date && date !== dateFirst ? number.end + date[0].length : number.end;
    const separator = at(SEPARATOR, text, position);
    if (!separator) return found;
    tight = separator[0] === ',';
    position += separator[0].length;
    sign = skipSigns(text, position);
  }
}

function skipFiller(text: string, start: number): number {
  let position = start;
  for (let next = endOf(FILLER, text, position); next > position; next = endOf(FILLER, text, position))
    position = next;
  return position;
}

function skipSigns(text: string, start: number): number {
  const first = endOf(SIGN, text, start);
  return first > start ? endOf(SIGN, text, first) : start;
}

interface Place {
  /** A № stands right before: then almost anything is a number, otherwise only what cannot be a sum or a term. */
  readonly signed: boolean;
  readonly first: boolean;
  /** The list is written without spaces (`12,13,15`): a comma does not mean kopecks. */
  readonly tight: boolean;
}

function numberAt(text: string, position: number, place: Place): { value: string; end: number } | null {
  if (at(ANY_DATE, text, position)) return null;
  const spaced = place.signed ? at(SPACED_PREFIX, text, position) : null;
  const token = spaced ?? at(TOKEN, text, position);
  if (!token) return null;
  const written = STUCK_WORD.exec(token[0])?.[1] ?? token[0];
  const end = position + written.length;
  const plain = /^(?:\p{L}{1,4}[-/]?)?[\dО]{1,9}$/u.test(spaced ? written.replace(/\s+/, '-') : written);
  const value = canonicalInvoiceNumber(written);
  if (!/\d/.test(written) || /\d{10}/.test(written) || /^(?:\p{L}+-)?0$/u.test(value)) return null;
  if (at(place.tight || (place.first && place.signed) ? KOPECKS_AFTER : SUM_AFTER, text, end)) return null;
  if (place.signed) return { value, end };
  if (!plain || at(NOT_A_NUMBER_AFTER, text, end)) return null;
  if (!place.first && !at(LIST_GOES_ON, text, end)) return null;
  return { value, end };
}

function dayOfMatch(match: RegExpExecArray): LocalDate | null {
  const [, day, month, year, wordyDay, monthName, wordyYear] = match;
  const monthNumber = month ?? String(MONTHS.indexOf(monthName ?? '') + 1);
  const fullYear = (year?.length === 2 ? `20${year}` : year) ?? wordyYear;
  const text = `${fullYear}-${monthNumber.padStart(2, '0')}-${(day ?? wordyDay ?? '').padStart(2, '0')}`;
  return isLocalDate(text) ? text : null;
}
