import { ruDeveloperDocs } from './ru-developer-docs';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the documentation. */
export const developerDocsWords = () => pageWords('developerDocs', ruDeveloperDocs);
