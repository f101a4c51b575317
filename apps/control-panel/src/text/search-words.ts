import { ruSearch } from './ru-search';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the search and not with the panel. */
export const searchWords = () => pageWords('search', ruSearch);
