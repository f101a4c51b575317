import fc from 'fast-check';

export const PERIODS = ['P1D', 'P21D', 'P1M'] as const;
export type SoldPeriod = (typeof PERIODS)[number];

export interface SoldProduct {
  readonly code: string;
  readonly trialDays: number;
  /** For one unit, up to six decimals. */
  readonly prices: Readonly<Record<SoldPeriod, string>>;
}

/** What somebody does, or what time does. `who` counts accounts and `index` things of an account, both modulo their number. */
export type Act =
  | { readonly kind: 'top-up'; readonly who: number; readonly kopecks: number; readonly byInvoice: boolean }
  | { readonly kind: 'allocate'; readonly who: number; readonly index: number }
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
  | { readonly kind: 'change rank'; readonly who: number; readonly index: number; readonly to: number }
  | { readonly kind: 'change auto-renew'; readonly who: number; readonly index: number; readonly to: boolean }
  | { readonly kind: 'end'; readonly who: number; readonly index: number }
  | { readonly kind: 'reverse'; readonly who: number; readonly index: number; readonly force: boolean }
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
  | { readonly kind: 'leave'; readonly who: number }
  | { readonly kind: 'scheduler stops' }
  | { readonly kind: 'scheduler works' }
  | { readonly kind: 'wait'; readonly days: number; readonly hour: number }
  | { readonly kind: 'run of a past date'; readonly back: number }
  | { readonly kind: 'ask again'; readonly index: number }
  | { readonly kind: 'import again'; readonly index: number };

export interface History {
  /** An instant at which the sandbox begins. */
  readonly start: string;
  readonly accounts: number;
  readonly products: readonly SoldProduct[];
  readonly acts: readonly Act[];
}

const who = fc.integer({ min: 0, max: 2 });
const index = fc.integer({ min: 0, max: 40 });
const product = fc.integer({ min: 0, max: 3 });
const period = fc.constantFrom(...PERIODS);

/** Prices that do not divide evenly are the interesting ones. */
const price = (upTo: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 1, max: upTo }), fc.constantFrom('00', '50', '333333', '07', '999', '005'))
    .map(([whole, part]) => `${whole}.${part}`);

const sold: fc.Arbitrary<readonly SoldProduct[]> = fc.tuple(
  ...['chats', 'calls', 'reports', 'forms'].map((code) =>
    fc.record({
      code: fc.constant(code),
      trialDays: fc.constantFrom(0, 0, 0, 14),
      prices: fc.record({ P1D: price(20), P21D: price(200), P1M: price(300) }),
    }),
  ),
);

const of = <K extends Act['kind']>(kind: K) => ({ kind: fc.constant(kind) });
const quantity = fc.integer({ min: 1, max: 6 });

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
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
  { weight: 1, arbitrary: fc.record({ ...of('change rank'), who, index, to: quantity }) },
  { weight: 2, arbitrary: fc.record({ ...of('change auto-renew'), who, index, to: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ ...of('end'), who, index }) },
  { weight: 4, arbitrary: fc.record({ ...of('reverse'), who, index, force: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...of('announce'),
      product,
      period,
      price: price(200),
      inDays: fc.integer({ min: 9, max: 30 }),
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
  { weight: 1, arbitrary: fc.record({ ...of('leave'), who }) },
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

export const history: fc.Arbitrary<History> = fc.record({
  start: fc.constantFrom(
    '2027-01-31T10:00:00+03:00',
    '2027-02-27T00:00:30+03:00',
    '2027-06-01T09:00:00+03:00',
    '2027-08-30T23:10:00+03:00',
  ),
  accounts: fc.integer({ min: 1, max: 3 }),
  products: sold,
  // A short one is no history; it is what a long one shrinks to.
  // Without a bias to short ones.
  acts: fc.noBias(fc.array(act, { minLength: 1, maxLength: 40, size: 'max' })),
});
