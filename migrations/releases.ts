/** What was landed as one piece, and may stand somewhere with customers' data in it: `npm run drill -- migrations` goes forward from each. */
export interface Release {
  readonly landed: string;
  readonly commit: string;
  readonly lastMigration: string;
}

export const RELEASES: readonly Release[] = [
  {
    landed: 'the core of money, the panel and the widget',
    commit: '63ba08bc9d6095dad4fa81763468ed423a5f0d03',
    lastMigration: 'RecordAcceptanceOfOffers20261121110000',
  },
  {
    landed: 'papers, cards and letters',
    commit: 'b4ebbdcdd3808cce53fdeba94466bdf2edce89af',
    lastMigration: 'KeepEndsOfUse20261121128100',
  },
  {
    landed: 'permissions of amoCRM and notices',
    commit: 'ad02b8cf855f1a587bea5c838cf9a639b158721f',
    lastMigration: 'KeepCountedReach20261121138000',
  },
  {
    landed: 'search and the record of acts',
    commit: '86318f0b4d4af3e4263fe2e91d084e64e3fcd3fa',
    lastMigration: 'RecordActs20261121139410',
  },
  {
    landed: 'reports and signing in',
    commit: 'c823da6d988ba551cd95181d0c1d8a55ab57c64b',
    lastMigration: 'AnswerForPersonalData20261121139910',
  },
  {
    landed: 'web hooks, projects and packages',
    commit: 'd261341117f371dbdc9d12abd3450cd424f83985',
    lastMigration: 'KeepReportAnswers20261121140700',
  },
  {
    landed: 'offers of other sellers',
    commit: '9641be6b5fbbd3a373f34e38ca7a52e8947d7edd',
    lastMigration: 'OrderSellers20261121142400',
  },
];
