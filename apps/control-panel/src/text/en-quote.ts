import type { ruQuote } from './ru-quote';

export const enQuote: typeof ruQuote = {
  counting: 'counting…',
  next: (date) => `Next charge on ${date}`,
  noRenew: 'Auto-renew is off: there will be no next charge.',
  follow: 'The quantity follows the number of amoCRM users',
  followText:
    'Each period is counted by the active users. Fewer of them make the next charge smaller; of more you are told beforehand.',
  oneMore: (quantity, cost, notice) =>
    `With ${quantity} users: ${cost}, not sooner than ${notice} after a notice`,
};
