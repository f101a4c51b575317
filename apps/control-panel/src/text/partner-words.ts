import { ruPartner } from './ru-partner';
import { pageWords } from './words';

/** A dictionary of its own: it loads with what is shown of partners and not with the panel. */
export const partnerWords = () => pageWords('partner', ruPartner);
