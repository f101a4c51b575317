import { enSearch } from './en-search';
import { ruSearch } from './ru-search';
import { words } from './words';

/** A dictionary of its own: it loads with the search and not with the panel. */
export const searchWords = () => (words.value.language === 'en' ? enSearch : ruSearch);
