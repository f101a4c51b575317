import { enCabinet } from './en-cabinet';
import { ruCabinet } from './ru-cabinet';
import { words } from './words';

/** A dictionary of its own: it loads with the screens of a customer that need it and not with the panel. */
export const cabinetWords = () => (words.value.language === 'en' ? enCabinet : ruCabinet);
