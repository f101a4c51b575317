import type { Language, NoticeKind, WidgetNoticeDto } from '@rocket/contracts';

export type Facts = Readonly<Record<string, unknown>>;

/** A notice in words. Plain text: whoever draws it escapes it. */
export interface NoticeText {
  readonly tone: WidgetNoticeDto['tone'];
  readonly title: string;
  readonly text: string;
}

/** One language: the words of every kind. A kind without words does not compile. */
export type NoticeWords = Readonly<Record<NoticeKind, (facts: Facts) => NoticeText>>;

const SIGNS: Readonly<Record<string, string>> = { RUB: '₽', KZT: '₸', USD: '$' };

const parts = (value: unknown): { whole: string; part: string; sign: string } | null => {
  const { amount, currency } = (value ?? {}) as { amount?: string; currency?: string };
  if (!amount) return null;
  const [whole, part] = amount.replace('-', '−').split('.');
  return { whole: whole!, part: part!, sign: SIGNS[currency ?? 'RUB'] ?? currency! };
};
const grouped = (whole: string, sign: string): string => whole.replace(/\B(?=(\d{3})+$)/g, sign);

/** A sum in Russian: 5 000,00 ₽. Nothing for what is no sum. */
export function money(value: unknown): string {
  const sum = parts(value);
  return sum ? `${grouped(sum.whole, '\u00a0')},${sum.part}\u00a0${sum.sign}` : '';
}

/** A sum in English: ₽5,000.00. */
export function moneyInEnglish(value: unknown): string {
  const sum = parts(value);
  if (!sum) return '';
  const minus = sum.whole.startsWith('−') ? '−' : '';
  return `${minus}${sum.sign}${grouped(sum.whole.slice(minus.length), ',')}.${sum.part}`;
}

/** A day in Russian: 21.11.2026. */
export const day = (value: unknown): string =>
  String(value ?? '')
    .slice(0, 10)
    .split('-')
    .reverse()
    .join('.');

const LONG_DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A day in English, which no country can read as another: 21 November 2026. */
export function dayInEnglish(value: unknown): string {
  const text = String(value ?? '').slice(0, 10);
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? '' : LONG_DAY.format(date);
}

/** An instant by the clock of a zone, to the minute: 21.11.2026, 14:30. */
export const clock = (value: unknown, timeZone: unknown, locale: 'ru' | 'en-GB'): string =>
  new Date(String(value)).toLocaleString(locale, {
    timeZone: String(timeZone),
    day: '2-digit',
    month: locale === 'ru' ? '2-digit' : 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** How far the clock of a zone is from that of Greenwich at an instant: GMT+3. */
export const offset = (value: unknown, timeZone: unknown): string =>
  new Intl.DateTimeFormat('en', { timeZone: String(timeZone), timeZoneName: 'shortOffset' })
    .formatToParts(new Date(String(value)))
    .find(({ type }) => type === 'timeZoneName')!.value;

const FORMS = new Intl.PluralRules('ru');
/** 1 день, 3 дня, 14 дней. */
export function countedDays(value: unknown): string {
  const days = Number(value);
  const form = FORMS.select(days);
  return `${days} ${form === 'one' ? 'день' : form === 'few' ? 'дня' : 'дней'}`;
}
export const countedDaysInEnglish = (value: unknown): string =>
  `${String(value)} ${Number(value) === 1 ? 'day' : 'days'}`;

const EVERY: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: { P1D: 'в день', P1M: 'в месяц', P1Y: 'в год' },
  en: { P1D: 'a day', P1M: 'a month', P1Y: 'a year' },
};
/** What a sum is for, as prices are said: «в месяц»; of a period that has no such word, «за период». */
export const per = (period: unknown): string => EVERY.ru[String(period)] ?? 'за период';
export const perInEnglish = (period: unknown): string => EVERY.en[String(period)] ?? 'per period';

const nameOf = (facts: Facts): string => String(facts['productName'] ?? facts['productCode'] ?? '');
/** A product, with the project where an account has several of it side by side. */
export const product = (facts: Facts): string =>
  facts['project'] ? `«${nameOf(facts)}» (проект «${String(facts['project'])}»)` : `«${nameOf(facts)}»`;
export const productInEnglish = (facts: Facts): string =>
  facts['project'] ? `“${nameOf(facts)}” (project “${String(facts['project'])}”)` : `“${nameOf(facts)}”`;

/** A period's end is exclusive; people are told its last day. */
export function lastDay(end: unknown): string {
  const date = new Date(`${String(end)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString();
}

/** The words of an announcement in a language; where nobody wrote them, in Russian. */
export function wordsIn(facts: Facts, language: Language, title: string): { title: string; text: string } {
  const own = facts[language] as { title?: unknown; text?: unknown } | undefined;
  const words = own ?? facts;
  return { title: String(words.title ?? title), text: String(words.text ?? '') };
}

const MONTHS = {
  ru: new Intl.DateTimeFormat('ru', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

/** A month `2026-11` in words: ноябрь 2026 г., November 2026. Nothing for what is no month. */
export function monthIn(value: unknown, language: Language): string {
  const date = new Date(`${String(value ?? '')}-01T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? '' : MONTHS[language].format(date);
}
