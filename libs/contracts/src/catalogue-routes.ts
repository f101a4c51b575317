import * as catalogue from './catalogue';
import * as offers from './offers';
import { page, pageQuery } from './primitives';
import { route } from './route';
import { ADMIN } from './who';

/** What is sold, and by whom. */
export const catalogueRoutes = {
  // Catalogue
  products: route({
    method: 'GET',
    path: '/products',
    tag: 'Catalogue',
    who: 'public',
    summary: 'Everything that is sold: seller by seller in the order they were recorded, then by code',
    query: catalogue.productsQuery,
    answer: page(catalogue.product),
  }),
  product: route({
    method: 'GET',
    path: '/products/:code',
    tag: 'Catalogue',
    who: 'public',
    summary: 'One product with its prices',
    answer: catalogue.product,
  }),
  createProduct: route({
    method: 'POST',
    path: '/products',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Adds a product',
    body: catalogue.createProduct,
    answer: catalogue.product,
  }),
  changeProduct: route({
    method: 'PATCH',
    path: '/products/:code',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Says whether quantities of the product may follow the users of amoCRM; those who follow go on',
    body: catalogue.changeProduct,
    answer: catalogue.product,
  }),
  addPrice: route({
    method: 'POST',
    path: '/products/:code/prices',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Adds a price version for new customers',
    body: catalogue.addPrice,
    answer: catalogue.price,
  }),
  announcePriceChange: route({
    method: 'POST',
    path: '/products/:code/price-changes',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Announces a new price to those who use the product',
    body: catalogue.announcePriceChange,
    answer: catalogue.priceChange,
    refusals: { price_not_found: 404, notice_too_short: 422 },
  }),
  sellers: route({
    method: 'GET',
    path: '/sellers',
    tag: 'Catalogue',
    who: 'public',
    summary: 'The sellers, in the order they were recorded',
    query: pageQuery,
    answer: page(catalogue.seller),
  }),
  sellerProfile: route({
    method: 'GET',
    path: '/sellers/:code',
    tag: 'Catalogue',
    who: 'public',
    summary: 'A seller with its whole offer profile: the terms newcomers accept now, or those of a version',
    query: offers.profileQuery,
    answer: offers.offerProfile,
  }),
  createSeller: route({
    method: 'POST',
    path: '/sellers',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Adds a seller from an offer profile',
    body: offers.offerProfile,
    answer: offers.offerProfile,
  }),
} as const;
