import { ruSupport } from './ru-support';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the screens of support and not with the panel. */
export const supportWords = () => pageWords('support', ruSupport);
