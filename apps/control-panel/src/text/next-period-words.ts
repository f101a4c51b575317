import { pageWords } from './words';
import { ruNextPeriod } from './ru-next-period';

/** A dictionary of its own: it loads with the products of a customer. */
export const nextPeriodWords = () => pageWords('nextPeriod', ruNextPeriod);
