import type { Language } from '@rocket/contracts';

/** The language of ours for one of amoCRM: it speaks more of them than we do. */
export const languageOf = (lang: string | null): Language | null =>
  lang === null ? null : /^(ru|be|kk|uk)/i.test(lang) ? 'ru' : 'en';
