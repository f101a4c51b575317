import { plural } from '@rocket/ui';
import type { ruByHand } from './ru-by-hand';

const days = (n: number): string => plural('en', n, { one: 'day', other: 'days' });

export const enByHand: typeof ruByHand = {
  extendTitle: 'Prolong a trial',
  product: 'Product',
  days: 'For how many days',
  limit: (n) => `By the offer all extensions together add ${days(n)} at most.`,
  noTrial: 'No trial is running',
  noTrialText: 'Only a trial that has not ended can be prolonged.',
  extendPreview: (product, was, will) =>
    `The trial of “${product}” will end on ${will} instead of ${was}. The first payment moves by as much.`,
  extend: 'Prolong',
  extended: (product, date) => `The trial of “${product}” was prolonged to ${date}`,

  adjustTitle: 'Adjustment of the balance',
  adjustText:
    'For mistakes that reversing an operation does not correct. Bonus and documents stay as they are.',
  side: 'What to do',
  sides: { give: 'Add money', take: 'Take money' },
  preview: (signed, after) =>
    `The journal gets an entry “Adjustment” of ${signed}. The balance will be ${after}.`,
  tooMuch: (available) => `There is only ${available} on the balance: so much cannot be taken.`,
  adjust: 'Post',
  adjusted: (signed) => `The adjustment of ${signed} was posted`,
};
