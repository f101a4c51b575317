import { ruByHand } from './ru-by-hand';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the dialogs and not with the panel. */
export const byHandWords = () => pageWords('byHand', ruByHand);
