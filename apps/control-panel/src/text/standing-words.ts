import { ruStanding } from './ru-standing';
import { pageWords } from './words';

/** A dictionary of its own: it loads with what a customer or the staff see of an account first, not with the panel. */
export const standingWords = () => pageWords('standing', ruStanding);
