import { signal } from '@preact/signals';
import type { GoodsDto } from '@rocket/contracts';
import type { Language } from '@rocket/ui';
import type { english as englishPages } from './english';
import { enOfGoods, layOver, ruOfGoods } from './own-word';
import { ru } from './ru';
import type { ruStaff } from './ru-staff';

type StaffWords = typeof ruStaff;

/** The other dictionary has the same shape, so that a missing text does not compile. */
export type Words = typeof ru & { readonly staff: StaffWords };

/** What only staff read comes with their screens: a customer's first visit does not carry it. */
let staff = {} as StaffWords;

export const words = signal<Words>({ ...ru, staff });

/** What the seller of the customer who is here calls what it sells; undefined: what everybody does. */
let goods: GoodsDto | undefined;

/** The dictionary of a language, in the seller's own word where sentences name what it sells. */
const inOwnWord = (page: Words): Words =>
  goods ? layOver(page, page.language === 'en' ? enOfGoods(goods.en) : ruOfGoods(goods.ru)) : page;

/** Told by the session: whose customer is here. */
export function callGoods(own: GoodsDto | undefined): void {
  goods = own;
  words.value = inOwnWord(words.peek().language === 'en' && english ? english.page : { ...ru, staff });
}

/** Told by the screens of staff before the first of them is drawn. */
export function teachStaffWords(russian: StaffWords): void {
  staff = russian;
  if (words.peek().language === 'ru') words.value = { ...ru, staff };
}

const KEY = 'rocket-language';

type English = typeof englishPages;
let english: { readonly page: Words; readonly pages: English } | undefined;

/** The dictionary of a screen, which loads with it, in the language chosen. */
export const pageWords = <Name extends keyof English>(name: Name, russian: English[Name]): English[Name] =>
  words.value.language === 'en' && english ? english.pages[name] : russian;

/** English is a chunk of its own: few need it, and nobody else pays for it. */
export async function speak(language: Language): Promise<void> {
  if (language === 'en') {
    const [page, pages] = await Promise.all([import('./en'), import('./english')]);
    english = { page: page.en, pages: pages.english };
    words.value = inOwnWord(page.en);
  } else words.value = inOwnWord({ ...ru, staff });
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
