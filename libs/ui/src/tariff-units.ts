import { plural, type Language, type PluralForms } from './counting';

interface UnitWords {
  /** As after «за»: «за 1 пользователя», «за 2 пользователей», «за 5 пользователей». */
  readonly ru: PluralForms;
  readonly en: PluralForms;
}

const ru = (one: string, few: string, many: string): PluralForms => ({ one, few, many, other: few });
const en = (one: string, other = `${one}s`): PluralForms => ({ one, other });

/**
 * The tariff units an offer names (offer-rules, glossary, "tariff unit"), by the name the catalogue gives them, small letters.
 * The catalogue holds one name of a unit, in the seller's language; a unit that is not here is written by that name.
 */
const UNITS: Readonly<Record<string, UnitWords>> = {
  аккаунт: { ru: ru('аккаунт', 'аккаунта', 'аккаунтов'), en: en('account') },
  'авторизованный пользователь': {
    ru: ru('авторизованного пользователя', 'авторизованных пользователей', 'авторизованных пользователей'),
    en: en('authorised user'),
  },
  'пользователь продукта': {
    ru: ru('пользователя продукта', 'пользователей продукта', 'пользователей продукта'),
    en: en('product user'),
  },
  пользователь: { ru: ru('пользователя', 'пользователей', 'пользователей'), en: en('user') },
  сотрудник: { ru: ru('сотрудника', 'сотрудников', 'сотрудников'), en: en('employee') },
  'условная единица': {
    ru: ru('условную единицу', 'условные единицы', 'условных единиц'),
    en: en('conditional unit'),
  },
  транк: { ru: ru('транк', 'транка', 'транков'), en: en('trunk') },
  чат: { ru: ru('чат', 'чата', 'чатов'), en: en('chat') },
  сайт: { ru: ru('сайт', 'сайта', 'сайтов'), en: en('site') },
  'e-mail': { ru: ru('e-mail', 'e-mail', 'e-mail'), en: en('e-mail address', 'e-mail addresses') },
  вебхук: { ru: ru('вебхук', 'вебхука', 'вебхуков'), en: en('webhook') },
  webhook: { ru: ru('вебхук', 'вебхука', 'вебхуков'), en: en('webhook') },
  пакет: { ru: ru('пакет', 'пакета', 'пакетов'), en: en('package') },
  документ: { ru: ru('документ', 'документа', 'документов'), en: en('document') },
};

const wordsOf = (unit: string): UnitWords | undefined => {
  const name = unit.trim().toLowerCase();
  return Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
};

/** The name of a tariff unit in the language of the reader: «авторизованный пользователь», `authorised user`. */
export function nameUnit(language: Language, unit: string): string {
  return (language === 'en' && wordsOf(unit)?.en.one) || unit.trim().toLowerCase();
}

/** So many units as one reads them after «за» and `for`: «2 пользователей», `2 users`; of an unknown unit «2 × улей». */
export function countUnits(language: Language, count: number, unit: string): string {
  const forms = wordsOf(unit)?.[language];
  return forms ? plural(language, count, forms) : `${count} × ${unit.trim().toLowerCase()}`;
}
