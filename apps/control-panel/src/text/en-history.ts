import { plural, writeCount } from '@rocket/ui';
import type { ruHistory } from './ru-history';

export const enHistory: typeof ruHistory = {
  product: 'Product',
  allProducts: 'All products',
  views: 'What to show',
  money: 'Operations',
  acts: 'What staff did',
  noActs: 'Staff changed nothing in your account',
  events: 'What happened to the product',
  noEvents: 'Nothing has happened to the product yet',
  files: 'Operations shown',
  file: (format) => `Operations shown, ${format}`,
  statement: 'Statement',
  pdfTooLong: 'A PDF holds 5,000 operations at most: choose a period',
  shown: (shown, total) =>
    shown < total
      ? `${writeCount('en', shown)} of ${writeCount('en', total)} shown`
      : plural('en', total, { one: 'operation', other: 'operations' }),
};
