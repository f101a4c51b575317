import { ruConsole } from './ru-console';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the console. */
export const consoleWords = () => pageWords('console', ruConsole);
