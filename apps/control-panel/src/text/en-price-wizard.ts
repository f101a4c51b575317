import { plural, writeDate } from '@rocket/ui';
import type { ruPriceWizard } from './ru-price-wizard';

const days = (n: number): string => plural('en', n, { one: 'calendar day', other: 'calendar days' });
const accounts = (n: number): string => plural('en', n, { one: 'account', other: 'accounts' });
const CHANNELS: Readonly<Record<string, string>> = {
  push: 'in the widget',
  email: 'by e-mail',
  sms: 'by SMS',
};

export const enPriceWizard: typeof ruPriceWizard = {
  title: 'New price',
  change: 'Change the price',
  noProduct: 'There is no such product in the catalogue',
  noPrice: 'The product has no price yet',
  noPriceText: 'A first price needs no notice: nobody is connected.',
  period: 'Which price changes',
  newPrice: 'New price of a unit',
  newPackPrice: (size) => `New price of a pack of ${size}`,
  step: (upTo) => `New price of a unit, up to ${upTo}`,
  lastStep: 'New price of a unit, beyond that',
  upTo: (n) => `up to ${n}:`,
  rest: 'beyond:',
  now: (price) => `now ${price}`,
  unchanged: 'Everybody pays this price already: there is nothing to tell',
  toCome: 'The price is changing already',
  comes: (price, from) => `From ${from} it is ${price}: that is announced.`,
  isPlanned: (price, from, tellOn) =>
    `From ${from} a price of ${price} is planned; customers are told on ${tellOn}.`,
  toComeText:
    'A new price from an earlier day holds only until the announced one; from the same day or later it takes its place.',
  plannedText: 'What is planned may be cancelled in the catalogue until customers are told.',
  tellOn: 'When customers are told',
  tellOnHint: 'Empty: at once. Another day: at 10:00 of the seller; until then the change may be cancelled.',
  effectiveOn: 'In effect from',
  effectiveHint: (date) => `Empty: from the earliest day, ${writeDate(date)}`,
  effectiveLater: 'Empty: from the earliest day the offer allows',
  announce: 'Tell customers and set the day',
  announceText:
    'Notices go out at once and cannot be taken back. Each customer pays the old price until their first period that begins on that day or later.',
  confirmTitle: (n) => (n === 0 ? 'Set the new price?' : `Tell ${accounts(n)} now?`),
  plan: 'Plan',
  planText:
    'Nobody knows of it until the day of the notice, and the change may be cancelled. Each customer pays the old price until their first period that begins on the day of the new price or later.',
  announced: (n) => `The new price is set, ${accounts(n)} told`,
  planned: 'The change of price is planned',

  preview: 'What will change',
  typePrice: 'Type the new price',
  tooSoon: 'Too soon',
  earliest: (date) => `The earliest day of the new price is ${date}`,
  because: (n, tellOn, version) =>
    n === 0
      ? `The offer (version ${version}) asks for no notice; customers are told on ${tellOn}.`
      : `By the offer (version ${version}) customers are told at least ${days(n)} ahead, days off included. They are told on ${tellOn}.`,
  channels: (all) => `The notice comes ${all.map((one) => CHANNELS[one] ?? one).join(' and ')}.`,
  accounts: 'Accounts',
  perMonth: 'a month on the average',
  nobody: 'Nobody is connected for this period: nobody is told, new customers see the price.',
  sample: (account) => `How ${account} will read it`,
  languages: { ru: 'Russian', en: 'English' },
  letter: (language) => `Letter: ${language}`,
  affected: 'Whom it concerns',
  quantity: 'Units',
  before: 'Now',
  after: 'Then',
  changesOn: 'First period at the new price',

  plans: 'Changes of prices',
  states: {
    planned: 'Planned',
    announced: 'Customers told',
    in_effect: 'In effect',
    held: 'Did not happen',
    cancelled: 'Cancelled',
  },
  dates: 'When',
  from: (date) => `in effect from ${date}`,
  willTell: (date) => `notice on ${date}`,
  told: (date, n) => (n === null ? `told on ${date}` : `${accounts(n)} told on ${date}`),
  cancel: 'Cancel',
  cancelTitle: (product) => `Cancel the new price of “${product}”?`,
  cancelText: 'Customers have not been told: nothing changes for them.',
  cancelled: 'The change of price was cancelled',
  cancelledBy: (name) => `cancelled by ${name}`,
};
