import { ruProductCalls } from './ru-product-calls';
import { pageWords } from './words';

/** A dictionary of its own: the console and the documentation load it. */
export const productCallWords = () => pageWords('productCall', ruProductCalls);
