import { enQuote } from './en-quote';
import { ruQuote } from './ru-quote';
import { words } from './words';

/** A dictionary of its own: it loads with the dialogs that ask what an act would charge. */
export const quoteWords = () => (words.value.language === 'en' ? enQuote : ruQuote);
