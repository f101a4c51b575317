import type { Language, NoticeKind } from '@rocket/contracts';
import { EN } from './notice-texts-en';
import { RU } from './notice-texts-ru';
import type { Facts, NoticeText, NoticeWords } from './notice-writing';

const WORDS: Readonly<Record<Language, NoticeWords>> = { ru: RU, en: EN };

/** A notice in words of a language: the same in the widget, in letters and in the archive. */
export const textOf = (kind: NoticeKind, facts: Facts, language: Language): NoticeText =>
  WORDS[language][kind](facts);
