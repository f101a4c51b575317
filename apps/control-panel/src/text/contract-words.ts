import { ruContract } from './ru-contract';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the screens and not with the panel. */
export const contractWords = () => pageWords('contract', ruContract);
