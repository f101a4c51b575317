import { ruTerms } from '@rocket/offer-words';
import { ruOffers } from './ru-offers';
import { pageWords } from './words';

const russian = { ...ruTerms, ...ruOffers };

export const termsWords = () => pageWords('terms', russian);
