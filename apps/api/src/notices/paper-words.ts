import type { Language } from '@rocket/contracts';
import type { Facts } from './notice-writing';

const NAMES = {
  ru: {
    upd: 'УПД',
    act: 'акт',
    certificate: 'сертификат',
    advance_invoice: 'счёт-фактура на аванс',
    correction: 'корректировочный документ',
    other: 'документ',
  },
  en: {
    upd: 'UPD',
    act: 'act',
    certificate: 'certificate',
    advance_invoice: 'advance tax invoice',
    correction: 'correction document',
    other: 'document',
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;

type PaperKind = keyof (typeof NAMES)['ru'];

/** Notices written before they told the kind of their paper have its Russian name alone. */
const BY_NAME: Readonly<Record<string, PaperKind>> = {
  УПД: 'upd',
  Акт: 'act',
  Сертификат: 'certificate',
  'Счёт-фактура на аванс': 'advance_invoice',
  'Корректировочный документ': 'correction',
  Корректировка: 'correction',
};

/** Which paper a notice is about; `other` when it does not say. */
export function paperIn(facts: Facts): PaperKind {
  const kind = String(facts['kind']);
  return Object.hasOwn(NAMES.ru, kind) ? (kind as PaperKind) : (BY_NAME[String(facts['name'])] ?? 'other');
}

/** What the paper of a notice is called, as inside a sentence. */
export const paperName = (facts: Facts, language: Language): string => NAMES[language][paperIn(facts)];

/** The same at the beginning of one. */
export function paperTitle(facts: Facts, language: Language): string {
  const name = paperName(facts, language);
  return name[0]!.toUpperCase() + name.slice(1);
}

const RUSSIAN = new Intl.PluralRules('ru');
const DAYS: Readonly<Record<Language, Readonly<Record<string, readonly [one: string, many: string]>>>> = {
  ru: {
    calendar_days: ['календарного дня', 'календарных дней'],
    working_days: ['рабочего дня', 'рабочих дней'],
    banking_days: ['банковского дня', 'банковских дней'],
  },
  en: {
    calendar_days: ['calendar day', 'calendar days'],
    working_days: ['working day', 'working days'],
    banking_days: ['banking day', 'banking days'],
  },
};

/**
 * « в течение 5 рабочих дней»: the term in which silence is agreement. Nothing where the offer has none; five working days (first
 * offer, 7.6) in notices written before they told it.
 */
export function signWithin(facts: Facts, language: Language): string {
  const term = (
    facts['signWithin'] === undefined ? { count: 5, unit: 'working_days' } : facts['signWithin']
  ) as {
    count: number;
    unit: string;
  } | null;
  const words = term && DAYS[language][term.unit];
  if (!words) return '';
  const isOne = language === 'ru' ? RUSSIAN.select(term.count) === 'one' : term.count === 1;
  return ` ${language === 'ru' ? 'в течение' : 'within'} ${term.count} ${words[isOne ? 0 : 1]}`;
}
