import type { FileWords, ReportWords } from './report-columns';

const FROM = ['From', 'The first day of the line, by the seller’s clock.'] as const;
const TO = ['To', 'The last day of the line, included.'] as const;

export const enReports: ReportWords = {
  receipts: {
    title: 'Money in',
    about: [
      'How much money came in and by which way, and how much was returned. The day is when the money reached the bank account or the card shop, as in the register of receipts, not when the statement was loaded.',
    ],
    columns: {
      from: FROM,
      to: TO,
      bank: [
        'Bank',
        'Received on the bank account, what is nobody’s yet included. A payment handed over to another seller is taken off on the day it was handed over.',
      ],
      robokassa: ['Robokassa', 'Paid by card through the Robokassa shop, before its fee.'],
      yookassa: ['YooKassa', 'Paid by card through the YooKassa shop, before its fee.'],
      received: ['Received', 'Bank, Robokassa and YooKassa together.'],
      returned: [
        'Returned',
        'Sent back: what was left to customers on refund, and payments returned to the payer. A return that was taken back is deducted on that day.',
      ],
      net: ['Net', 'Received less returned.'],
      byHand: [
        'By hand',
        'Corrections of balances by staff: plus is given to customers, minus is taken. No money came in, so it is not in the net.',
      ],
    },
  },
  charges: {
    title: 'Charges by product',
    about: [
      'What customers were charged for and what they paid with, money and bonus apart. The day is the one charged for: a late charge stands on the day of service. What came back is deducted on the day it came back; earlier periods do not change.',
    ],
    columns: {
      from: FROM,
      to: TO,
      product: ['Product', 'The product charged for.'],
      count: ['Charges', 'How many entries of charges were made; reversed ones are counted too.'],
      money: ['In money', 'Charged to customers’ money, before anything came back.'],
      bonus: ['In bonus', 'Charged to customers’ bonus, before anything came back. No revenue.'],
      moneyBack: [
        'Money back',
        'Reversed charges, and the unused part of paid periods given back to the balance on termination.',
      ],
      bonusBack: ['Bonus back', 'Bonus that came back to customers when charges were reversed.'],
      netMoney: ['Revenue', 'In money less money back. VAT is inside.'],
      netBonus: ['Bonus, net', 'In bonus less bonus back.'],
    },
  },
  bonus: {
    title: 'Bonus',
    about: [
      'Movement of bonus: given − used − burnt − revoked = growth of what is left. A reversal is deducted from the column it undoes.',
    ],
    columns: {
      from: FROM,
      to: TO,
      opening: ['At the start', 'Bonus customers had before the first day of the line.'],
      given: ['Given', 'All grants: for top-ups, for licences, by support and others.'],
      used: ['Used', 'Bonus customers paid for products with, less what reversals gave back.'],
      burnt: ['Burnt', 'What was left of bonus that expired. The day is the one after the last day of use.'],
      revoked: ['Revoked', 'Revoked by staff and annulled when the contract ended.'],
      outstanding: ['At the end', 'Bonus customers had at the end of the last day of the line.'],
    },
  },
  churn: {
    title: 'Churn',
    about: [
      'A paying subscription is a product of an account with a paid period on that day, paid with money or bonus. Trials, free terms and suspended products do not pay. A product disconnected and connected again on one day never left.',
      'At the start + new + returned − left = at the end.',
    ],
    columns: {
      from: FROM,
      to: TO,
      opening: ['At the start', 'Paying subscriptions on the day before the first day of the line.'],
      new: ['New', 'The product was paid for in this account for the first time.'],
      resumed: ['Returned', 'Paying again after a gap of at least one day.'],
      suspended: [
        'Paused',
        'The paid period ended and no other began: not enough money, or staff suspended the account. If the customer pays later, it is among those returned.',
      ],
      declined: [
        'Declined',
        'The customer disconnected the product or switched auto-renewal off, and what was paid for ran out.',
      ],
      priceRefused: ['Price', 'The customer did not agree to a new price.'],
      terminated: ['Contract', 'The contract ended, or the account became a technical one.'],
      free: ['Free', 'A free term of a promotion began after the paid period.'],
      left: ['Left', 'All five reasons together.'],
      closing: ['At the end', 'Paying subscriptions on the last day of the line.'],
      share: ['Churn, %', 'Left ÷ at the start.'],
    },
  },
  trials: {
    title: 'Trials',
    about: [
      'Trials by the day they began, and what has become of them by today. Started = on trial + paid + free + did not pay.',
    ],
    columns: {
      from: FROM,
      to: TO,
      started: ['Started', 'Trials begun on these days.'],
      onTrial: ['On trial', 'The trial still runs.'],
      paid: [
        'Paid',
        'At least one period of this product was paid for, with money or bonus, even if the customer left later.',
      ],
      given: [
        'Free',
        'After the trial the product works free of charge: given by a promotion, or it costs nothing.',
      ],
      left: ['Did not pay', 'The trial ended or was cut short, and nothing was paid. They may still pay.'],
      conversion: ['Conversion, %', 'Paid ÷ (started − on trial). None while all are on trial.'],
    },
  },
  unassigned: {
    title: 'Unallocated receipts',
    about: [
      'Money that came in and is nobody’s yet, as of today. The offer gives three working days to credit it (clause 4.2).',
    ],
    columns: {
      age: ['Waiting', 'How many full days have passed since it came.'],
      count: ['Receipts', 'How many receipts wait for an owner, whole or in part.'],
      rest: ['Sum', 'The unallocated part of the receipts.'],
    },
  },
  forecast: {
    title: 'Revenue forecast',
    about: [
      'What the next daily runs will charge if nothing changes: the very calculation the runs make. New customers, new top-ups and new products are not foreseen. Lines add up: 60 days include 30.',
    ],
    columns: {
      days: ['Days', 'How many days ahead, from the next run on.'],
      from: FROM,
      to: TO,
      money: ['Expected in money', 'Will be charged to money already on balances. VAT is inside.'],
      bonus: ['Expected in bonus', 'Will be charged to bonus. No revenue.'],
      atRisk: [
        'At risk',
        'Will fall due for products that run, while money and bonus on the balance will not reach, unless customers top up.',
      ],
      accounts: ['Accounts at risk', 'How many accounts will be short.'],
      stopped: [
        'Suspended already',
        'Would be charged for what is suspended today if customers topped up. Neither expected nor at risk.',
      ],
    },
  },
};

export const enFile: FileWords = {
  seller: (name) => `Seller: ${name}`,
  allSellers: 'All sellers',
  period: (from, to) => `Period: ${from} – ${to}`,
  asOf: (day) => `As of ${day}`,
  currency: 'Currency',
  line: 'Line',
  total: 'Total',
  meanings: 'What columns hold',
  column: 'Column',
  meaning: 'What it holds',
  waiting: {
    tab: 'Receipts',
    receivedOn: 'Received',
    days: 'Days waiting',
    payer: 'Payer',
    purpose: 'Purpose',
    rest: 'Unallocated',
  },
};

export const enAges = {
  '0-3': 'up to 3 days',
  '4-10': '4–10 days',
  '11-30': '11–30 days',
  '31-90': '31–90 days',
  '91+': 'more than 90 days',
} as const;
