import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from './counting';

/** How the pieces write: whose language, and in which zone an instant is shown. */
export interface Writing {
  readonly language: Language;
  readonly timeZone: string;
}

export const WritingContext = createContext<Writing>({ language: 'ru', timeZone: 'Europe/Moscow' });
export const useWriting = (): Writing => useContext(WritingContext);
