import { enRuns } from './en-runs';
import { ruRuns } from './ru-runs';
import { words } from './words';

/** A dictionary of its own: it loads with the screen and not with the panel. */
export const runWords = () => (words.value.language === 'en' ? enRuns : ruRuns);
