import type { Language } from '../amocrm/amocrm-page';
import { en } from './corner-en';
import { ru } from './corner-ru';

/** The sentences of what stands on every page: the button in the corner, and what can go wrong there. */
export interface CornerWords {
  readonly locale: 'ru-RU' | 'en-GB';
  readonly name: string;
  readonly open: string;
  readonly openUnseen: (count: number) => string;
  readonly collapse: string;
  readonly loading: string;
  readonly notLoaded: string;
  readonly retry: string;
  readonly newOnes: string;
  readonly broken: string;
  readonly support: string;
}

export const cornerWordsIn = (language: Language): CornerWords => (language === 'en' ? en : ru);
