import type { RewardBase } from '@rocket/contracts';
import { plural } from '@rocket/ui';
import type { ruPartner } from './ru-partner';

const NAMES = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const monthOf = (month: string): string => `${NAMES[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;

const shareOf: Readonly<Record<RewardBase, string>> = {
  top_ups: 'of the customer’s top-ups',
  charges: 'of what the customer spends on products',
};

export const enPartner: typeof ruPartner = {
  title: 'For partners',
  lead: 'Whom you brought, what you earned and what was paid.',
  month: monthOf,
  percent: (percent) => `${percent}%`,

  figures: {
    due: 'Due',
    dueHint: 'earned and not paid yet',
    heldHint: 'held back from the next rewards',
    earned: 'Earned',
    earnedHint: 'in months that are over',
    paid: 'Paid',
    paidHint: 'in all',
    underWay: (month) => `For ${monthOf(month)}`,
    underWayHint: 'what it comes to today',
    customers: 'Customers',
    customersHint: 'brought and still assigned',
  },

  agreement: 'Contract and code',
  code: 'Partner’s code',
  howTo:
    'Pass the code on to a customer: it is entered in the customer’s panel, section “Requisites”, within 30 days after installing.',
  codeOver: 'The code is not valid any more.',
  contract: 'Contract',
  contractOf: (number, signedOn) => `No. ${number} of ${signedOn}`,
  endedContracts: 'Contracts before',
  byContract: (number) => `contract No. ${number}`,
  offerCode: 'Code in the offer',
  terms: 'Reward',
  termsOf: (percent, base, months) =>
    `${percent} ${shareOf[base]}, ${
      months === null
        ? 'as long as the customer stays'
        : `for ${plural('en', months, { one: 'month', other: 'months' })} after the customer came`
    }`,
  since: (month) => `from ${monthOf(month)}`,
  endsSoon: (day) =>
    `The partnership ends on ${day}. What customers pay later is not rewarded; all that was earned stays due.`,
  ended: (day) => `The partnership ended on ${day}. No new rewards arise; all that was earned stays due.`,

  parts: 'Parts of the partner cabinet',
  tabs: { customers: 'Customers', rewards: 'Rewards', payouts: 'Payouts', statement: 'Statement' },
  customers: {
    name: 'Customer',
    state: 'State',
    since: 'Came',
    left: (day) => `until ${day}`,
    rewardedUntil: 'Rewarded until',
    noLimit: 'no limit',
    counted: 'Counted',
    earned: 'Earned',
    none: 'No customers yet',
    noneText: 'A customer appears here as soon as the partner’s code is entered in the section “Requisites”.',
  },
  rewards: {
    month: 'Month',
    counted: 'Counted',
    percent: 'Percent',
    amount: 'Reward',
    takenBack: 'taken back: money went back to the customer',
    none: 'No rewards yet',
    noneText: 'The reward of a month appears here when the month is over.',
  },
  payouts: {
    paidOn: 'Paid',
    reference: 'Payment order',
    number: (reference) => `No. ${reference}`,
    returnedOn: (day) => `came back on ${day}`,
    none: 'Nothing was paid yet',
    noneText: 'Every payout appears here with its day and the number of the payment order.',
  },
  statement: {
    choose: 'Days of the statement',
    download: (format) => `Download the statement: ${format}`,
    opening: 'Due at the beginning',
    earned: 'Earned',
    takenBack: 'Taken back',
    paid: 'Paid',
    closing: 'Due at the end',
    what: 'Operation',
    after: 'Due',
    none: 'Nothing happened in these days',
    noneText: 'A reward counts on the last day of its month, a payout on its own day.',
  },

  partner: 'Partner',
  broughtYou: (name, day) => `The partner ${name} brought you. Named on ${day}.`,
  nameIt: 'Did a partner bring you?',
  nameText: (day) =>
    `Enter the code the partner gave you: until ${day}, and once. The partner will see the name, address and state of your account and how much you have paid.`,
  nameYes: 'Name the partner',
  named: (name) => `The partner is named: ${name}`,

  desk: 'Partners',
  deskLead: 'Who brings customers, what they earned and what is not paid yet.',
  onlyDue: 'Something to pay',
  deskEmpty: 'No partners yet',
  deskEmptyText:
    'The holder of an account becomes a partner: an administrator records the contract on the account’s card.',
  nothingDue: 'Nothing to pay',
  nothingDueText: 'All that was earned is paid.',
  columns: { partner: 'Partner', contract: 'Contract', customers: 'Customers', earned: 'Earned', due: 'Due' },
  number: (number) => `No. ${number}`,
  endedOn: (day) => `until ${day}`,
  account: 'Account',

  pay: 'Record a payout',
  payText: 'The money leaves by the bank: a payment already made is recorded here, no more than is due.',
  paidOn: 'Day of the payment',
  amount: 'Amount',
  reference: 'Number of the payment order',
  payYes: 'Record',
  paid: (amount) => `The payout is recorded: ${amount}`,
  giveBack: 'Came back',
  giveBackTitle: (amount) => `Did the payout of ${amount} come back?`,
  giveBackText:
    'The bank sent the money back, or it was never paid: the amount is due again. The record of the payment stays.',
  givenBackOn: 'Day it came back',
  giveBackYes: 'Record the return',
  givenBack: 'The return is recorded, the amount is due again',
  changeTerms: 'Change the terms',
  changeTermsText: 'What was earned for months that are over is not counted again.',
  from: 'From which month',
  base: 'Counted from',
  bases: { top_ups: 'Top-ups', charges: 'Payment for products' },
  percentLabel: 'Percent',
  percentHint: 'Of sums with VAT, for example 20 or 12.5',
  months: 'How many months after the customer came',
  monthsHint: 'Empty: as long as the customer stays',
  changed: 'The terms are changed',
  end: 'End the contract',
  changeEnd: 'Change the last day',
  endText:
    'What customers pay after this day is not rewarded, and the code stops working. When the day is over, the partnership can only be renewed by another contract: what is paid between them is not rewarded.',
  lastDay: 'Last day',
  endYes: 'End it',
  endIsSet: (day) => `The contract ends on ${day}`,

  nobody: 'nobody',
  partnerSince: (day) => `since ${day}`,
  change: 'Change',
  say: 'Name',
  changeLabel: (act) => `${act} the partner who brought the customer`,
  changeTitle: 'Who brought the customer',
  changeText:
    'The new partner is rewarded for what the customer pays from this minute on. What the one before has earned stays.',
  nobodyBrought: 'Nobody: the customer came alone',
  broughtChanged: 'It is recorded who brought the customer',
  make: 'Make a partner',
  makeTitle: (name) => `Partner ${name}`,
  makeText:
    'The holder of the account gets a code for customers and the section “For partners”. Rewards are counted from the first day of this month.',
  contractNumber: 'Number of the contract',
  signedOn: 'Signed on',
  offerPartner: 'Partner in the offer',
  offerPartnerHint: 'Its customers are sold what is on its lists',
  noOfferPartner: 'Not named in the offer',
  makeYes: 'Make a partner',
  renew: 'Renew the partnership',
  renewText:
    'The code and the customers brought stay. What customers pay from this minute on is rewarded; what they paid since the contract before was over is not. All that was earned and paid is kept.',
  renewYes: 'Renew',
  renewed: 'The partnership is renewed',
  made: (code) => `The partner’s code is ${code}`,
  open: 'Open the partner cabinet',
  isPartner: 'partner',
};
