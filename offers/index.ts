import rocketSalesProducts from './rocket-sales/products.json';
import rocketSalesProfile from './rocket-sales/profile.json';

/** Offer profiles as data, unchecked: whoever loads one parses it with the schema of libs/contracts. */
export const OFFERS = [{ profile: rocketSalesProfile, products: rocketSalesProducts }] as const;
