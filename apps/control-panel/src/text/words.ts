import { signal } from '@preact/signals';
import type { Language } from '@rocket/ui';
import { ru } from './ru';

/** The other dictionary has the same shape, so that a missing text does not compile. */
export type Words = typeof ru;

export const words = signal<Words>(ru);

const KEY = 'rocket-language';

/** English is a chunk of its own: few need it, and nobody else pays for it. */
export async function speak(language: Language): Promise<void> {
  words.value = language === 'en' ? (await import('./en')).en : ru;
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
