import { product } from './catalogue';
import { route } from './route';
import { ADMIN } from './who';

/** Pictures on the cards of products. */
export const productPictureRoutes = {
  putProductPicture: route({
    method: 'PUT',
    path: '/products/:code/picture',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Puts a picture on the cards of a product: PNG, JPEG or WebP by its bytes, at most 200 KB',
    bodyType: 'application/octet-stream',
    answer: product,
  }),
  removeProductPicture: route({
    method: 'DELETE',
    path: '/products/:code/picture',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Takes the picture of a product away',
    answer: product,
  }),
  productPicture: route({
    method: 'GET',
    path: '/product-pictures/:hash',
    tag: 'Catalogue',
    who: 'public',
    summary: 'The bytes of a picture, by what is in it: they never change',
    answerType: 'image/*',
  }),
} as const;
