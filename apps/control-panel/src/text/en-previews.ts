import { plural } from '@rocket/ui';
import type { ruPreviews } from './ru-previews';

const days = (n: number): string => plural('en', n, { one: 'day', other: 'days' });

export const enPreviews: typeof ruPreviews = {
  title: 'What will happen',
  afterApproval: 'What will happen once it is approved',
  looking: 'Working out what will happen…',
  second: 'A second person is needed',
  secondText: (limit) =>
    `One person may decide up to ${limit}, that sum included. The balance does not change now: a request goes out for approval.`,
  ask: 'Send for approval',
  move: (from, to) => `${from} → ${to}`,
  period: (from, to) => `${from} — ${to}`,
  accounts: {
    bank: 'Bank account',
    robokassa: 'Robokassa',
    yookassa: 'YooKassa',
    unallocated: 'Unallocated receipts',
    customer_money: 'Customer’s money',
    customer_bonus: 'Customer’s bonus',
    revenue: 'Revenue',
    bonus_redeemed: 'Paid with bonus',
    promotion_expense: 'Cost of bonuses',
    adjustment: 'Adjustments',
    loss: 'Seller’s losses',
  },
  becomes: (product, before, after) =>
    `“${product}”: ${before.toLowerCase()} → ${after.toLowerCase()}, at once`,
  unchanged: (sum) => `${sum}, unchanged`,
  trial: (before, after) =>
    `The last day of the trial will be ${after} instead of ${before}; the first payment is due the day after.`,
  trialLeft: (n) =>
    n > 0
      ? `By the offer ${days(n)} of extension will be left after this.`
      : 'By the offer it cannot be prolonged any further.',
  limit: (sum) => `Without a second person: up to ${sum} at a time.`,
  noneToday: 'You have granted no bonus today.',
  today: (n, sum) =>
    `Today you have granted ${plural('en', n, { one: 'bonus', other: 'bonuses' })} of ${sum} in all.`,
  waiting: (n, sum) =>
    `${plural('en', n, { one: 'request', other: 'requests' })} for ${sum} ${n === 1 ? 'waits' : 'wait'} for approval.`,
};
