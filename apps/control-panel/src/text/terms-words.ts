import { enTerms } from './en-terms';
import { ruTerms } from './ru-terms';
import { words } from './words';

export const termsWords = () => (words.value.language === 'en' ? enTerms : ruTerms);
