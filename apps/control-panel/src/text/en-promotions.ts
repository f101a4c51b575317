import { plural, writeDate } from '@rocket/ui';
import type { ruPromotions } from './ru-promotions';

const days = (n: number): string => plural('en', n, { one: 'day', other: 'days' });
const accounts = (n: number): string => plural('en', n, { one: 'account', other: 'accounts' });
const units = (n: number): string => plural('en', n, { one: 'unit', other: 'units' });

export const enPromotions: typeof ruPromotions = {
  lead: 'Whoever connects a product in the days of a promotion uses it free of charge. It is access, not money and not a bonus.',
  create: 'New promotion',
  empty: 'No promotions yet',
  emptyText:
    'A promotion gives a product free of charge for a term to everybody who connects it in its days.',
  columns: {
    name: 'Promotion',
    state: 'State',
    window: 'Connecting',
    gives: 'Free',
    accounts: 'Accounts',
  },
  states: { planned: 'To come', open: 'Running', closed: 'Over', ended: 'Ended early' },
  audiences: { everyone: 'everybody', newcomers: 'new customers' },
  windowOf: (from, to) => `${writeDate(from)} – ${writeDate(to)}`,
  forDays: days,
  until: (date) => `until ${writeDate(date)}`,
  allUnits: 'all units',
  atMost: (n) => `no more than ${units(n)}`,
  accounts,
  madeBy: (name) => `made by ${name}`,
  endedBy: (name) => `ended by ${name}`,
  end: 'End',
  endLabel: (name) => `End the promotion: ${name}`,
  endTitle: (name) => `End the promotion “${name}”?`,
  endText: (n) =>
    n === 0
      ? 'It gives nothing to anybody any more. It cannot be taken up again; a new one can be made.'
      : `It gives nothing to anybody any more. Those who have their free term keep it (${accounts(n)}). It cannot be taken up again; a new one can be made.`,
  ended: 'The promotion has ended',

  rule: 'Terms',
  name: 'Name',
  nameHint: 'Customers see it on the card of the product, in the notice and in the sums before they connect.',
  products: 'Products',
  opensOn: 'First day of connecting',
  closesOn: 'Last day of connecting',
  audience: 'For whom',
  audienceHints: {
    everyone:
      'Those who use the product in the days of the promotion already get nothing by it, even if they disconnect it and connect it again.',
    newcomers: 'Accounts that had connected no product before the first day of the promotion.',
  },
  days: 'Free days',
  untilOn: 'Or the last free day',
  untilHint: 'Fill in one of the two fields.',
  mostUnits: 'Units at most',
  mostUnitsHint: 'Empty: all units are free. Units above it are paid for by the days of the term.',
  afterTrial: 'The trial always runs first and the free term after it. Once for an account and a product.',
  save: 'Make the promotion',
  saved: (name) => `The promotion “${name}” is made`,

  preview: 'What customers get',
  previewEmpty: 'Fill in the terms to see until which day it is free',
  product: 'Product',
  trial: (n) => `the trial first, ${days(n)}`,
  connects: (date) => `Connects on ${writeDate(date)}`,
  freeUntil: (date) => `free until ${writeDate(date)}`,
  nothing: 'the promotion gives nothing: the trial lasts longer',
  reach: 'It is for',
  connected: (n) => `connected already: ${accounts(n)}`,
  overlapsTitle: 'It meets other promotions',
  overlaps: (product, other, from, to) =>
    `“${product}”, ${writeDate(from)} – ${writeDate(to)}: the promotion “${other}” runs too.`,
  gives: {
    this: 'This one gives: it lasts longer or gives more units.',
    other: 'The other one gives: it lasts longer, gives more units or is older.',
    both: 'The one gives whose free term lasts longer on the day of connecting: first one, then the other.',
  },
};
