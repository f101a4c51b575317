import { enContract } from './en-contract';
import { ruContract } from './ru-contract';
import { words } from './words';

/** A dictionary of its own: it loads with the screens and not with the panel. */
export const contractWords = () => (words.value.language === 'en' ? enContract : ruContract);
