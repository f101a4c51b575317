import { ruLeaving } from './ru-leaving';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the screen of the contract and not with the panel. */
export const leavingWords = () => pageWords('leaving', ruLeaving);
