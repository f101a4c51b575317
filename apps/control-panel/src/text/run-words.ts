import { ruRuns } from './ru-runs';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the screen and not with the panel. */
export const runWords = () => pageWords('run', ruRuns);
