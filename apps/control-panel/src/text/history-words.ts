import { enHistory } from './en-history';
import { ruHistory } from './ru-history';
import { words } from './words';

/** A dictionary of its own: it loads with the history and not with the panel. */
export const historyWords = () => (words.value.language === 'en' ? enHistory : ruHistory);
