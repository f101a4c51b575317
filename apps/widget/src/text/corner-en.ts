import type { CornerWords } from './corner-words';

export const en: CornerWords = {
  locale: 'en-GB',
  name: 'Rocket',
  open: 'Rocket: open notices and balance',
  openUnseen: (count) => `Rocket: ${count} new ${count === 1 ? 'notice' : 'notices'}`,
  collapse: 'Collapse Rocket',
  loading: 'Loading…',
  notLoaded: 'This part of Rocket did not load.',
  retry: 'Try again',
  newOnes: 'New notices',
  broken: 'Rocket could not draw this part of the page. Reload the page.',
  support: 'Write to support',
};
