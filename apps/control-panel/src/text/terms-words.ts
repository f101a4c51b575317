import { ruTerms } from './ru-terms';
import { pageWords } from './words';

export const termsWords = () => pageWords('terms', ruTerms);
