import { ruQuote } from './ru-quote';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the dialogs that ask what an act would charge. */
export const quoteWords = () => pageWords('quote', ruQuote);
