import type { ReportColumnDto, ReportName } from '@rocket/contracts';

type Kind = ReportColumnDto['kind'];

/** The columns of each report, in order. Words for them stand in the dictionaries, and the compiler asks for each. */
export const REPORT_COLUMNS = {
  receipts: {
    from: 'date',
    to: 'date',
    bank: 'money',
    robokassa: 'money',
    yookassa: 'money',
    received: 'money',
    returned: 'money',
    net: 'money',
    byHand: 'money',
  },
  charges: {
    from: 'date',
    to: 'date',
    product: 'text',
    count: 'count',
    money: 'money',
    bonus: 'money',
    moneyBack: 'money',
    bonusBack: 'money',
    netMoney: 'money',
    netBonus: 'money',
  },
  bonus: {
    from: 'date',
    to: 'date',
    opening: 'money',
    given: 'money',
    used: 'money',
    burnt: 'money',
    revoked: 'money',
    outstanding: 'money',
  },
  churn: {
    from: 'date',
    to: 'date',
    opening: 'count',
    new: 'count',
    resumed: 'count',
    suspended: 'count',
    declined: 'count',
    priceRefused: 'count',
    terminated: 'count',
    free: 'count',
    left: 'count',
    closing: 'count',
    share: 'percent',
  },
  trials: {
    from: 'date',
    to: 'date',
    started: 'count',
    onTrial: 'count',
    paid: 'count',
    given: 'count',
    left: 'count',
    conversion: 'percent',
  },
  unassigned: { age: 'text', count: 'count', rest: 'money' },
  forecast: {
    days: 'count',
    from: 'date',
    to: 'date',
    money: 'money',
    bonus: 'money',
    atRisk: 'money',
    accounts: 'count',
    stopped: 'money',
  },
} as const satisfies Record<ReportName, Record<string, Kind>>;

/** What people are told of a report: its name, what it shows, and of each column its title and what is counted in it. */
export type ReportWords = {
  readonly [Name in ReportName]: {
    readonly title: string;
    readonly about: readonly string[];
    readonly columns: {
      readonly [Key in keyof (typeof REPORT_COLUMNS)[Name]]: readonly [title: string, meaning: string];
    };
  };
};

/** What only a file says. */
export interface FileWords {
  readonly seller: (name: string) => string;
  readonly allSellers: string;
  readonly period: (from: string, to: string) => string;
  readonly asOf: (day: string) => string;
  readonly currency: string;
  readonly line: string;
  readonly total: string;
  readonly meanings: string;
  readonly column: string;
  readonly meaning: string;
  readonly waiting: {
    readonly tab: string;
    readonly receivedOn: string;
    readonly days: string;
    readonly payer: string;
    readonly purpose: string;
    readonly rest: string;
  };
}
