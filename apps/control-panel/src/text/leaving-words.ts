import { enLeaving } from './en-leaving';
import { ruLeaving } from './ru-leaving';
import { words } from './words';

/** A dictionary of its own: it loads with the screen of the contract and not with the panel. */
export const leavingWords = () => (words.value.language === 'en' ? enLeaving : ruLeaving);
