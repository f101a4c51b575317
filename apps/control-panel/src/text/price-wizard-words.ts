import { enPriceWizard } from './en-price-wizard';
import { ruPriceWizard } from './ru-price-wizard';
import { words } from './words';

/** A dictionary of its own: it loads with the catalogue of staff. */
export const priceWizardWords = () => (words.value.language === 'en' ? enPriceWizard : ruPriceWizard);
