import { ruPromotions } from './ru-promotions';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the promotions of staff. */
export const promotionWords = () => pageWords('promotion', ruPromotions);
