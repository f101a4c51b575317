import { signal } from '@preact/signals';
import type { Language } from '@rocket/ui';
import type { english as englishPages } from './english';
import { ru } from './ru';
import type { ruStaff } from './ru-staff';

type StaffWords = typeof ruStaff;

/** The other dictionary has the same shape, so that a missing text does not compile. */
export type Words = typeof ru & { readonly staff: StaffWords };

/** What only staff read comes with their screens: a customer's first visit does not carry it. */
let staff = {} as StaffWords;

export const words = signal<Words>({ ...ru, staff });

/** Told by the screens of staff before the first of them is drawn. */
export function teachStaffWords(russian: StaffWords): void {
  staff = russian;
  if (words.peek().language === 'ru') words.value = { ...ru, staff };
}

const KEY = 'rocket-language';

type English = typeof englishPages;
let english: English | undefined;

/** The dictionary of a screen, which loads with it, in the language chosen. */
export const pageWords = <Name extends keyof English>(name: Name, russian: English[Name]): English[Name] =>
  words.value.language === 'en' && english ? english[name] : russian;

/** English is a chunk of its own: few need it, and nobody else pays for it. */
export async function speak(language: Language): Promise<void> {
  if (language === 'en') {
    const [page, pages] = await Promise.all([import('./en'), import('./english')]);
    ({ english } = pages);
    words.value = page.en;
  } else words.value = { ...ru, staff };
  document.documentElement.lang = language;
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

export function keptLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'ru';
  } catch {
    return 'ru';
  }
}
