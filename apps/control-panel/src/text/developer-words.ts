import { ruDevelopers } from './ru-developers';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the pages for developers. */
export const developerWords = () => pageWords('developer', ruDevelopers);
