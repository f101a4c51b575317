import type { AnnouncementTextsDto, Language } from '@rocket/contracts';
import type { EffectiveMoment } from '@rocket/billing';
import type { FieldError } from '@rocket/kernel';
import { day, dayInEnglish } from '../notices/notice-writing';
import type { NamedProduct } from './announcement.store';

/** What placeholders of an announcement stand for, of one account. */
export interface AnnouncedTo {
  readonly account: string;
  readonly subdomain: string;
  readonly seller: string;
  /** Names of the products it is about that this account has. */
  readonly products: readonly NamedProduct[];
  readonly effective: EffectiveMoment | null;
}

export const PLACEHOLDERS = ['account', 'subdomain', 'seller', 'product', 'date', 'time'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** What a text leaves open: each has a value in one language. */
function valueOf(name: Placeholder, to: AnnouncedTo, language: Language): string {
  switch (name) {
    case 'product':
      return to.products.map((each) => (language === 'ru' ? `«${each.ru}»` : `“${each.en}”`)).join(', ');
    case 'date':
      return to.effective ? (language === 'ru' ? day : dayInEnglish)(to.effective.on) : '';
    case 'time':
      return to.effective?.time ?? '';
    default:
      return to[name];
  }
}

const isPlaceholder = (name: string): name is Placeholder =>
  (PLACEHOLDERS as readonly string[]).includes(name);

/**
 * Fills a text in for one account. Each place is filled once: a name that looks like a placeholder stays a name, and nothing
 * in it becomes markup, because whoever draws a notice draws text.
 */
export const fillIn = (text: string, to: AnnouncedTo, language: Language): string =>
  text.replace(PLACEHOLDER, (whole, name: string) =>
    isPlaceholder(name) ? valueOf(name, to, language) : whole,
  );

/** The facts of the notice: the very words this account is told, in each language they were written in. */
export function announcementFacts(
  texts: AnnouncementTextsDto,
  to: AnnouncedTo,
): Readonly<Record<string, unknown>> {
  const said = (language: Language, words: AnnouncementTextsDto['ru']) => ({
    title: fillIn(words.title, to, language).slice(0, 300),
    text: fillIn(words.text, to, language),
  });
  return {
    ...said('ru', texts.ru),
    ...(texts.en ? { en: said('en', texts.en) } : {}),
    ...(to.effective ? { effectiveOn: to.effective.on } : {}),
    ...(to.effective?.time ? { effectiveTime: to.effective.time } : {}),
  };
}

/** What is wrong with the placeholders of a text, field by field. */
export function placeholderErrors(
  texts: AnnouncementTextsDto,
  known: { readonly product: boolean; readonly date: boolean; readonly time: boolean },
): FieldError[] {
  const missing: Readonly<Partial<Record<Placeholder, string>>> = {
    ...(known.product ? {} : { product: 'Продукт не выбран: подставить нечего' }),
    ...(known.date ? {} : { date: 'День не указан: подставить нечего' }),
    ...(known.time ? {} : { time: 'Время не указано: подставить нечего' }),
  };
  return (['ru', 'en'] as const).flatMap((language) =>
    (['title', 'text'] as const).flatMap((field) =>
      [...(texts[language]?.[field] ?? '').matchAll(PLACEHOLDER)].flatMap(([whole, name]) => {
        const message = isPlaceholder(name!)
          ? missing[name]
          : `Подстановки ${whole} нет. Есть: ${PLACEHOLDERS.map((each) => `{${each}}`).join(', ')}`;
        return message ? [{ path: `texts.${language}.${field}`, message }] : [];
      }),
    ),
  );
}
