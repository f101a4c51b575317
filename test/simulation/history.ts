import fc from 'fast-check';

export const PERIODS = ['P1D', 'P21D', 'P1M'] as const;
export type SoldPeriod = (typeof PERIODS)[number];

export interface SoldProduct {
  readonly code: string;
  readonly trialDays: number;
  /** For one unit, up to six decimals. */
  readonly prices: Readonly<Record<SoldPeriod, string>>;
}

/** How the second seller of an installation differs from the first. */
export interface SecondSeller {
  readonly zone: string;
  readonly currency: 'RUB' | 'KZT';
  readonly burnDown: 'bonus_first' | 'money_first';
  readonly needsSignedCorrection: boolean;
  readonly noticeDays: number;
  readonly terminationAfterDays: number;
  /** Of its top-up bonus; null: it does not end. */
  readonly bonusDays: number | null;
}

/** What somebody does, or what time does. `who` counts accounts and `index` things of an account, both modulo their number. */
export type Act =
  | { readonly kind: 'top-up'; readonly who: number; readonly kopecks: number; readonly byInvoice: boolean }
  | { readonly kind: 'allocate'; readonly who: number; readonly index: number }
  | { readonly kind: 'split'; readonly who: number; readonly index: number }
  | { readonly kind: 'return'; readonly index: number }
  | { readonly kind: 'take return back'; readonly index: number }
  | {
      readonly kind: 'grant';
      readonly who: number;
      readonly kopecks: number;
      /** Last day of use, counted from today; null: never. */
      readonly days: number | null;
      readonly priority: number;
    }
  | { readonly kind: 'revoke'; readonly who: number; readonly index: number }
  | {
      readonly kind: 'connect';
      readonly who: number;
      readonly product: number;
      readonly quantity: number;
      readonly period: SoldPeriod;
      readonly autoRenew: boolean;
    }
  | { readonly kind: 'change quantity'; readonly who: number; readonly index: number; readonly to: number }
  | { readonly kind: 'change period'; readonly who: number; readonly index: number; readonly to: SoldPeriod }
  | { readonly kind: 'raise and lower'; readonly who: number; readonly index: number; readonly by: number }
  | { readonly kind: 'change rank'; readonly who: number; readonly index: number; readonly to: number }
  | { readonly kind: 'change auto-renew'; readonly who: number; readonly index: number; readonly to: boolean }
  | { readonly kind: 'end'; readonly who: number; readonly index: number }
  | { readonly kind: 'reverse'; readonly who: number; readonly index: number; readonly force: boolean }
  /** The last one of the account, spent or not: an administrator takes it back by force. */
  | { readonly kind: 'take top-up back'; readonly who: number }
  | {
      readonly kind: 'announce';
      readonly product: number;
      readonly period: SoldPeriod;
      readonly price: string;
      readonly inDays: number;
    }
  | {
      readonly kind: 'outage';
      /** null: everything. */
      readonly product: number | null;
      readonly daysBack: number;
      readonly hours: number;
    }
  | {
      readonly kind: 'adjust';
      readonly who: number;
      /** With a minus: taken. */
      readonly kopecks: number;
    }
  | {
      readonly kind: 'large grant';
      readonly who: number;
      readonly kopecks: number;
      readonly approve: boolean;
    }
  | { readonly kind: 'extend trial'; readonly who: number; readonly index: number; readonly days: number }
  | { readonly kind: 'suspend'; readonly who: number }
  | { readonly kind: 'resume'; readonly who: number }
  | { readonly kind: 'set alerts'; readonly who: number; readonly kopecks: number }
  | { readonly kind: 'give requisites'; readonly who: number }
  | {
      readonly kind: 'leave';
      readonly who: number;
      /** For a breach at once, else after so many days as the offer says. */
      readonly breach: boolean;
      /** How far the refund goes at once, when the contract has ended: asked for, signed, paid. */
      readonly steps: number;
    }
  | {
      readonly kind: 'refund';
      readonly who: number;
      readonly steps: number;
    }
  | { readonly kind: 'scheduler stops' }
  | { readonly kind: 'scheduler works' }
  | { readonly kind: 'wait'; readonly days: number; readonly hour: number }
  | { readonly kind: 'run of a past date'; readonly back: number }
  | { readonly kind: 'ask again'; readonly index: number }
  | { readonly kind: 'import again'; readonly index: number };

export interface History {
  /** An instant at which the sandbox begins. */
  readonly start: string;
  /** The first, third… are customers of the first seller. */
  readonly accounts: number;
  readonly second: SecondSeller;
  /** The first, third… are sold by the first seller. */
  readonly products: readonly SoldProduct[];
  readonly acts: readonly Act[];
}

const who = fc.integer({ min: 0, max: 3 });
const index = fc.integer({ min: 0, max: 40 });
const product = fc.integer({ min: 0, max: 5 });
const period = fc.constantFrom(...PERIODS);

/** Prices that do not divide evenly are the interesting ones. */
const price = (upTo: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 1, max: upTo }), fc.constantFrom('00', '50', '333333', '07', '999', '005'))
    .map(([whole, part]) => `${whole}.${part}`);

const sold: fc.Arbitrary<readonly SoldProduct[]> = fc.tuple(
  ...['calls', 'chats', 'forms', 'mails', 'pages', 'reports'].map((code) =>
    fc.record({
      code: fc.constant(code),
      trialDays: fc.constantFrom(0, 0, 0, 14),
      prices: fc.record({ P1D: price(20), P21D: price(200), P1M: price(300) }),
    }),
  ),
);

const of = <K extends Act['kind']>(kind: K) => ({ kind: fc.constant(kind) });
const refundSteps = fc.constantFrom(0, 1, 2, 3, 3);
const quantity = fc.integer({ min: 1, max: 6 });

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      ...of('top-up'),
      who,
      kopecks: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 1, max: 80_000 }) },
        { weight: 1, arbitrary: fc.integer({ min: 5_000_000, max: 12_000_000 }) },
      ),
      byInvoice: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...of('allocate'), who, index }) },
  { weight: 1, arbitrary: fc.record({ ...of('split'), who, index }) },
  { weight: 1, arbitrary: fc.record({ ...of('return'), index }) },
  { weight: 1, arbitrary: fc.record({ ...of('take return back'), index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      ...of('grant'),
      who,
      kopecks: fc.integer({ min: 1, max: 40_000 }),
      days: fc.option(fc.integer({ min: 0, max: 30 })),
      priority: fc.constantFrom(100, 100, 1, 500),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...of('revoke'), who, index }) },
  {
    weight: 7,
    arbitrary: fc.record({ ...of('connect'), who, product, quantity, period, autoRenew: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ ...of('change quantity'), who, index, to: quantity }) },
  { weight: 2, arbitrary: fc.record({ ...of('change period'), who, index, to: period }) },
  { weight: 2, arbitrary: fc.record({ ...of('raise and lower'), who, index, by: quantity }) },
  { weight: 1, arbitrary: fc.record({ ...of('change rank'), who, index, to: quantity }) },
  { weight: 2, arbitrary: fc.record({ ...of('change auto-renew'), who, index, to: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ ...of('end'), who, index }) },
  { weight: 4, arbitrary: fc.record({ ...of('reverse'), who, index, force: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ ...of('take top-up back'), who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...of('announce'),
      product,
      period,
      price: price(200),
      inDays: fc.integer({ min: 2, max: 30 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...of('outage'),
      product: fc.option(product),
      daysBack: fc.integer({ min: 0, max: 6 }),
      hours: fc.integer({ min: 1, max: 120 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...of('adjust'),
      who,
      kopecks: fc.integer({ min: -20_000, max: 20_000 }).filter((sum) => sum !== 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...of('large grant'),
      who,
      kopecks: fc.integer({ min: 1_000_001, max: 2_000_000 }),
      approve: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ ...of('extend trial'), who, index, days: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ ...of('suspend'), who }) },
  { weight: 2, arbitrary: fc.record({ ...of('resume'), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...of('set alerts'), who, kopecks: fc.integer({ min: 1, max: 50_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ ...of('give requisites'), who }) },
  { weight: 2, arbitrary: fc.record({ ...of('leave'), who, breach: fc.boolean(), steps: refundSteps }) },
  { weight: 2, arbitrary: fc.record({ ...of('refund'), who, steps: refundSteps }) },
  { weight: 3, arbitrary: fc.record(of('scheduler stops')) },
  { weight: 3, arbitrary: fc.record(of('scheduler works')) },
  {
    weight: 9,
    arbitrary: fc.record({
      ...of('wait'),
      days: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) },
        { weight: 1, arbitrary: fc.integer({ min: 7, max: 40 }) },
      ),
      hour: fc.constantFrom(0, 1, 3, 12, 22),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...of('run of a past date'), back: fc.integer({ min: 0, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ ...of('ask again'), index }) },
  { weight: 1, arbitrary: fc.record({ ...of('import again'), index }) },
);

/** Without money and products at the beginning, half of what follows would have nothing to happen to. */
const opening: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.record({
      ...of('top-up'),
      who,
      kopecks: fc.integer({ min: 5_000, max: 200_000 }),
      byInvoice: fc.boolean(),
    }),
    fc.record({ ...of('connect'), who, product, quantity, period, autoRenew: fc.constant(true) }),
  ),
  { minLength: 4, maxLength: 12, size: 'max' },
);

/** Somebody chooses to pay every day, and the days come; trials are prolonged for as long as it goes. */
const scene: fc.Arbitrary<readonly Act[]> = fc
  .record({ who, index: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: 4, max: 12 }) })
  .map(({ who: whose, index: nth, days }): Act[] => [
    { kind: 'change period', who: whose, index: nth, to: 'P1D' },
    { kind: 'wait', days: 3, hour: 12 },
    ...[0, 0, 1, 1, 2, 2, 3, 3].map((each): Act => ({ kind: 'extend trial', who: each, index: nth, days })),
  ]);

/**
 * A bonus of the second seller ends while the schedule stands still: what is charged late finds only what was usable on the
 * day, and the day is that seller's.
 */
const lateScene: fc.Arbitrary<readonly Act[]> = fc
  .record({
    who: fc.constantFrom(1, 3),
    index: fc.integer({ min: 0, max: 3 }),
    kopecks: fc.integer({ min: 20_000, max: 90_000 }),
  })
  .map(({ who: whose, index: nth, kopecks }): Act[] => [
    { kind: 'top-up', who: whose, kopecks, byInvoice: false },
    { kind: 'connect', who: whose, product: nth, quantity: 2, period: 'P1D', autoRenew: true },
    { kind: 'change period', who: whose, index: nth, to: 'P1D' },
    { kind: 'grant', who: whose, kopecks, days: 1, priority: 100 },
    { kind: 'scheduler stops' },
    { kind: 'wait', days: 4, hour: 12 },
    { kind: 'scheduler works' },
  ]);

/** Somebody's money runs out, comes back with a bonus, is taken back, and goes home when the contract ends. */
const closing: fc.Arbitrary<readonly Act[]> = fc
  .record({ who, index: fc.integer({ min: 0, max: 3 }), gift: fc.integer({ min: 1, max: 40_000 }) })
  .map(({ who: whose, index: back, gift }): Act[] => {
    const topUp = (kopecks: number): Act => ({ kind: 'top-up', who: whose, kopecks, byInvoice: false });
    return [
      { kind: 'wait', days: 40, hour: 12 },
      topUp(70_001),
      topUp(6_000_003),
      { kind: 'reverse', who: whose, index: back, force: false },
      topUp(6_000_007),
      { kind: 'take top-up back', who: whose },
      topUp(30_007),
      { kind: 'grant', who: whose, kopecks: gift, days: null, priority: 100 },
      { kind: 'leave', who: whose, breach: true, steps: 3 },
    ];
  });

export const history: fc.Arbitrary<History> = fc.record({
  start: fc.constantFrom(
    '2026-10-23T09:00:00+03:00',
    '2027-01-31T10:00:00+03:00',
    '2027-02-27T00:00:30+03:00',
    '2027-03-13T22:00:00+03:00',
    '2027-06-01T09:00:00+03:00',
    '2027-08-30T23:10:00+03:00',
  ),
  accounts: fc.integer({ min: 1, max: 4 }),
  second: fc.record({
    zone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Almaty'),
    currency: fc.constantFrom('RUB', 'KZT'),
    burnDown: fc.constantFrom('bonus_first', 'money_first'),
    needsSignedCorrection: fc.boolean(),
    noticeDays: fc.constantFrom(0, 3, 10),
    terminationAfterDays: fc.constantFrom(0, 3, 30),
    bonusDays: fc.constantFrom(null, 5, 20),
  }),
  products: sold,
  acts: fc
    .tuple(
      opening,
      fc.option(scene, { nil: [] as readonly Act[] }),
      fc.option(lateScene, { nil: [] as readonly Act[] }),
      // A short one is no history; it is what a long one shrinks to. Without a bias to short ones.
      fc.noBias(fc.array(act, { minLength: 1, maxLength: 40, size: 'max' })),
      fc.option(closing, { nil: [] as readonly Act[] }),
    )
    .map((parts) => parts.flat()),
});
