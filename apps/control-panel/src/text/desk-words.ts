import { ruDesk } from './ru-desk';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the desk and not with the panel. */
export const deskWords = () => pageWords('desk', ruDesk);
