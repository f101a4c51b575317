import alfaCrmProducts from './alfa-crm/products.json';
import alfaCrmProfile from './alfa-crm/profile.json';
import itgrixProducts from './itgrix/products.json';
import itgrixProfile from './itgrix/profile.json';
import astarsProducts from './astars/products.json';
import astarsProfile from './astars/profile.json';
import qsocketsProducts from './qsockets/products.json';
import qsocketsProfile from './qsockets/profile.json';
import rocketSalesProducts from './rocket-sales/products.json';
import rocketSalesProfile from './rocket-sales/profile.json';

/** Offer profiles as data, unchecked: whoever loads one parses it with the schema of libs/contracts. The first is the default. */
export const OFFERS = [
  { profile: rocketSalesProfile, products: rocketSalesProducts },
  { profile: alfaCrmProfile, products: alfaCrmProducts },
  { profile: itgrixProfile, products: itgrixProducts },
  { profile: astarsProfile, products: astarsProducts },
  { profile: qsocketsProfile, products: qsocketsProducts },
] as const;
