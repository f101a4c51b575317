import { ruCabinet } from './ru-cabinet';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the screens of a customer that need it and not with the panel. */
export const cabinetWords = () => pageWords('cabinet', ruCabinet);
