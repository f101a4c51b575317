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
  extend: 'Prolong',
  extended: (product, date) => `The trial of “${product}” was prolonged to ${date}`,

  adjustTitle: 'Adjustment of the balance',
  adjustText:
    'For mistakes that reversing an operation does not correct. Bonus and documents stay as they are.',
  side: 'What to do',
  sides: { give: 'Add money', take: 'Take money' },
  adjust: 'Post',
  adjusted: (signed) => `The adjustment of ${signed} was posted`,
};
