import type { Words } from './words';

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

export const en: Words = {
  locale: 'en-GB',
  name: 'Rocket',
  open: 'Rocket: open notices and balance',
  openUnseen: (count) => `Rocket: ${count} new ${plural(count, 'notice', 'notices')}`,
  close: 'Close',
  closeNotice: (title) => `Close the notice “${title}”`,
  collapse: 'Collapse Rocket',
  loading: 'Loading…',
  retry: 'Try again',
  details: 'Details',
  newOnes: 'New notices',

  notices: 'Notices',
  noNotices: 'All quiet',
  noNoticesHint: 'Top-ups, charges, documents and balance warnings will appear here.',
  markAllSeen: 'Mark all as read',
  unseen: 'New',
  refusePrice: 'Refuse the new price',
  refuseYes: 'Refuse',
  keepProduct: 'Keep the product',
  changeMind: 'Change your mind in the panel',
  refuseConsequence: (lastDay) =>
    lastDay
      ? `At the old price the product works until ${lastDay} and is then switched off.`
      : 'The product will not be renewed at this price.',
  priceRefused: (lastDay) =>
    lastDay
      ? `You refused the new price: the product works until ${lastDay} and is then switched off.`
      : 'You refused the new price.',
  endsAfter: (date) => `ends after ${date}`,
  tone: { good: 'Good news', info: 'Message', warning: 'Attention', danger: 'Important' },

  balance: 'Balance',
  bonus: (amount) => `bonus ${amount}`,
  noBonus: 'no bonus',
  lastsUntil: (date) => `lasts until ${date}`,
  lastsLong: 'no charges ahead',
  runOut: 'out of money',
  openPanel: 'Open the panel',
  openPanelByHand: 'The browser blocked the window. Go to the panel',

  products: 'Products',
  noProducts: 'No products yet',
  noProductsHint: 'Connect the first one in the panel: the trial is free.',
  state: { trial: 'Trial', active: 'Running', suspended: 'Suspended', ended: 'Ended' },
  trialUntil: (date) => `free until ${date}`,
  freeUntil: (date) => `free until ${date}`,
  paidUntil: (date) => `paid until ${date}`,
  wasPaidUntil: (date) => `was paid until ${date}`,
  resumesAfterTopUp: 'resumes after a top-up',
  renewalOff: 'auto-renewal is off',
  per: (period) => perPeriod(period),

  connectTitle: 'Connect the account',
  connectText: 'To see the balance and notices, allow Rocket to access this amoCRM account.',
  connect: 'Connect',
  connectHint: 'Press Install in the settings of the Rocket widget: the account connects by itself.',
  stale: (reason) => `${reason} The last known figures are shown.`,
  refusal: {
    offline: 'No connection to Rocket.',
    not_connected: 'The account is not connected to Rocket.',
    unauthenticated: 'amoCRM did not confirm the sign-in. Reload the page.',
    forbidden: 'You have no access to this. An administrator of the account can grant it.',
    rate_limited: 'Too many requests. We will try again a little later.',
    unexpected_answer: 'Rocket answered in an unexpected way.',
  },
  refused: 'Rocket could not do that.',
  broken: 'Rocket could not draw this part of the page. Reload the page.',
  support: 'Write to support',
  consent:
    'I agree that data of the amoCRM account (id, address, names and e-mail addresses of users) go to the Rocket service: they are needed for invoices, documents and notices.',
};

function perPeriod(period: string): string {
  const [, count = '1', unit = 'M'] = /^P(\d+)([DMY])$/.exec(period) ?? [];
  const one = { D: 'day', M: 'month', Y: 'year' }[unit] ?? '';
  return count === '1' ? `a ${one}` : `for ${count} ${one}s`;
}
