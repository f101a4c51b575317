import { plural, writeDate } from '@rocket/ui';
import type { ruQuote } from './ru-quote';

const units = (n: number): string =>
  plural('en', n, { one: 'unit', few: 'units', many: 'units', other: 'units' });
const byPromotion = (name: string | null): string => (name === null ? '' : ` by the promotion “${name}”`);

export const enQuote: typeof ruQuote = {
  counting: 'counting…',
  next: (date) => `Next charge on ${date}`,
  promised: (name, until) => `Free until ${writeDate(until)} by the promotion “${name}”`,
  promisedAfterTrial: (name, until) =>
    `Free until ${writeDate(until)}: the trial, then the promotion “${name}”`,
  atMost: (n) => `no more than ${units(n)}`,
  freeUntil: (until, promotion) => `Free until ${writeDate(until)}${byPromotion(promotion)}`,
  freeAfterTrial: (from, until, promotion) =>
    `After the trial free${byPromotion(promotion)}: from ${writeDate(from)} to ${writeDate(until)}`,
  noRenew: 'Auto-renew is off: there will be no next charge.',
  follow: 'The quantity follows the number of amoCRM users',
  followText:
    'Each period is counted by the active users. Fewer of them make the next charge smaller; of more you are told beforehand.',
  oneMore: (quantity, cost, notice) =>
    `With ${quantity} users: ${cost}, not sooner than ${notice} after a notice`,
  tariffsFrom: (n) => `${n} ${n === 1 ? 'variant' : 'variants'} from`,
};
