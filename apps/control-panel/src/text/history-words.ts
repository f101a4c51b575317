import { ruHistory } from './ru-history';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the history and not with the panel. */
export const historyWords = () => pageWords('history', ruHistory);
