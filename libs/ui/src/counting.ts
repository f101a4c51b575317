/** The languages both front ends are written in; Russian is the first. */
export type Language = 'ru' | 'en';

export const LOCALES = { ru: 'ru-RU', en: 'en-GB' } as const;
const made = new Map<string, unknown>();
/** Formatters of Intl are dear to make: one of each kind is kept. */
export function once<T>(key: string, make: () => T): T {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as T;
}

export const writeCount = (language: Language, count: number): string =>
  once(`count ${language}`, () => new Intl.NumberFormat(LOCALES[language])).format(count);

/** One form for each of the plural kinds a language has: Russian uses three, English two. */
export interface PluralForms {
  readonly one: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/** `plural('ru', 5, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })` → `5 дней`. */
export function plural(language: Language, count: number, forms: PluralForms): string {
  const kind = once(`plural ${language}`, () => new Intl.PluralRules(LOCALES[language])).select(count);
  const form = (forms as unknown as Record<string, string | undefined>)[kind] ?? forms.other;
  return `${writeCount(language, count)} ${form}`;
}
