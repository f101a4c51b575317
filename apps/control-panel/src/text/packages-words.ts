import { ruPackages } from './ru-packages';
import { pageWords } from './words';

/** A dictionary of its own: it loads with packages of services. */
export const packagesWords = () => pageWords('packages', ruPackages);
