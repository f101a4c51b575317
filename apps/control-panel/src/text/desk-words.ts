import { enDesk } from './en-desk';
import { ruDesk } from './ru-desk';
import { words } from './words';

/** A dictionary of its own: it loads with the desk and not with the panel. */
export const deskWords = () => (words.value.language === 'en' ? enDesk : ruDesk);
