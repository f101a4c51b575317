import { ruPriceWizard } from './ru-price-wizard';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the catalogue of staff. */
export const priceWizardWords = () => pageWords('priceWizard', ruPriceWizard);
