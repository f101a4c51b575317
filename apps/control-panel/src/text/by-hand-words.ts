import { enByHand } from './en-by-hand';
import { ruByHand } from './ru-by-hand';
import { words } from './words';

/** A dictionary of its own: it loads with the dialogs and not with the panel. */
export const byHandWords = () => (words.value.language === 'en' ? enByHand : ruByHand);
