import {
  addDays,
  boundary,
  earlier,
  localDate,
  parsePeriod,
  printMinor,
  type LocalDate,
} from '@rocket/kernel';
import fc from 'fast-check';
import type { GrantState } from '../grants';
import type { AnnouncedPrice } from '../price-changes';
import type { PriceTerms } from '../pricing';
import type { AccountSnapshot, OutageDays, SubscriptionSnapshot, UsageAccrual } from '../snapshot';

/** Random accounts: every kind of period, prices with fractions, ties of rank, bonus that begins and ends at any hour. */
export const PERIODS = ['P1D', 'P3D', 'P21D', 'P30D', 'P1M', 'P2M', 'P1Y'];
export const PRODUCTS = ['alpha', 'beta', 'gamma'];

/** Zones without summer time in these years: the naive ledger adds a fixed offset. */
export const ZONES = { 'Europe/Moscow': 3, UTC: 0, 'Asia/Tokyo': 9, 'America/Phoenix': -7 } as const;
export type Zone = keyof typeof ZONES;

export const firstDay: fc.Arbitrary<LocalDate> = fc.oneof(
  fc.constantFrom('2024-01-31', '2024-02-28', '2025-12-30', '2026-01-30', '2026-05-31').map(localDate),
  fc.integer({ min: 0, max: 900 }).map((days) => addDays(localDate('2023-12-01'), days)),
);

const unitPrice = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 30_000 }).map((kopecks) => printMinor(BigInt(kopecks))), weight: 3 },
  {
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(9, '0')}`),
    weight: 2,
  },
  { arbitrary: fc.constant('0'), weight: 1 },
);

const tiers = fc
  .tuple(
    unitPrice,
    unitPrice,
    fc.integer({ min: 1, max: 3 }),
    fc.boolean(),
    fc.option(unitPrice, { freq: 2 }),
  )
  .map(([first, rest, upTo, hasEnd, flatFee]) => [
    { upTo, unitPrice: first, flatFee },
    { upTo: hasEnd ? upTo + 1 : null, unitPrice: rest, flatFee: hasEnd ? flatFee : null },
  ]);

export const priceTerms: fc.Arbitrary<PriceTerms> = fc.record({
  priceId: fc.constant('price'),
  unitPrice,
  tiers: fc.option(tiers, { freq: 4 }),
  tierMode: fc.constantFrom('graduated' as const, 'volume' as const, null),
  packSize: fc.constantFrom(null, null, 2, 5),
});

/** Days and hours are given from the first day of the story on. */
export const announcement = (from: LocalDate): fc.Arbitrary<AnnouncedPrice> =>
  fc
    .record({
      price: priceTerms,
      period: fc.constantFrom(...PERIODS),
      day: fc.integer({ min: -20, max: 60 }),
      hour: fc.uniqueArray(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 1 }),
      refused: fc.constantFrom(false, false, false, false, true),
    })
    .map(({ price, period, day, hour, refused }) => ({
      changeId: `change-${day}-${hour[0]}`,
      refused,
      price: { ...price, priceId: `announced-${day}-${hour[0]}` },
      period: parsePeriod(period),
      effectiveOn: addDays(from, day),
      announcedAt: new Date(Date.UTC(2023, 0, 1) + hour[0]! * 3_600_000),
    }));

/** @param align whole days: then it does not matter at which hour of a day a run happens */
export const bonus = (
  from: LocalDate,
  utcOffsetHours: number,
  align: boolean,
): fc.Arbitrary<Omit<GrantState, 'id'>> =>
  fc
    .record({
      priority: fc.constantFrom(1, 100, 100, 200),
      begins: fc.integer({ min: -30 * 24, max: 20 * 24 }),
      lasts: fc.option(fc.integer({ min: 1, max: 60 * 24 }), { freq: 3 }),
      remaining: fc.bigInt(1n, 60_000n),
    })
    .map(({ priority, begins, lasts, remaining }) => {
      const midnight = Date.parse(`${from}T00:00:00Z`) - utcOffsetHours * 3_600_000;
      const whole = (hours: number) => (align ? Math.ceil(hours / 24) * 24 : hours) * 3_600_000;
      const start = midnight + whole(begins);
      return {
        priority,
        remaining,
        effectiveAt: new Date(start),
        expiresAt: lasts === null ? null : new Date(start + whole(lasts)),
      };
    });

export const brokenDays = (from: LocalDate): fc.Arbitrary<OutageDays> =>
  fc
    .record({
      day: fc.integer({ min: -5, max: 60 }),
      days: fc.integer({ min: 1, max: 6 }),
      productCode: fc.option(fc.constantFrom(...PRODUCTS), { freq: 2 }),
    })
    .map(({ day, days, productCode }) => ({
      from: addDays(from, day),
      to: addDays(from, day + days),
      productCode,
    }));

/** A list of things, numbered: ids are short and unique. */
const numbered = <T extends object>(prefix: string, things: readonly T[]): (T & { id: string })[] =>
  things.map((thing, index) => ({ ...thing, id: `${prefix}${index}` }));

/** What is active is paid up to a boundary; a trial has nothing paid behind it; nothing is suspended in the future. */
function unpaidFrom(
  { state, anchor, period }: Pick<SubscriptionSnapshot, 'state' | 'anchor' | 'period'>,
  nth: number,
  from: LocalDate,
): LocalDate {
  if (state === 'suspended') return earlier(anchor, from);
  return state === 'active' ? boundary(anchor, period, nth) : anchor;
}

/** What metered use came to: parts of a kopeck as often as whole roubles. */
export interface Metered {
  readonly unit: string;
  /** In billionths of a rouble. */
  readonly amount: bigint;
  /** Days from the first day that is not paid for. */
  readonly days: number;
}

export const metered: fc.Arbitrary<Metered> = fc.record({
  unit: fc.constantFrom('message', 'minute'),
  amount: fc.oneof(fc.bigInt(0n, 30_000_000n), fc.bigInt(0n, 200_000_000_000n)),
  days: fc.integer({ min: -20, max: 1 }),
});

const rubles = (billionths: bigint): string =>
  `${billionths / 1_000_000_000n}.${String(billionths % 1_000_000_000n).padStart(9, '0')}`;

/** The accruals of a subscription, one for each unit and period. */
export const usageOf = (used: readonly Metered[], paidTo: LocalDate): UsageAccrual[] => {
  const rows = used.map(({ unit, amount, days }) => ({
    unit,
    periodStart: addDays(paidTo, days),
    quantity: '1',
    amount: rubles(amount),
  }));
  return rows.filter(
    (row, index) =>
      rows.findIndex((other) => other.unit === row.unit && other.periodStart === row.periodStart) === index,
  );
};

const subscription = (
  from: LocalDate,
  states: readonly SubscriptionSnapshot['state'][],
): fc.Arbitrary<Omit<SubscriptionSnapshot, 'id'>> =>
  fc
    .record({
      productCode: fc.constantFrom(...PRODUCTS),
      state: fc.constantFrom(...states),
      quantity: fc.integer({ min: 1, max: 6 }),
      price: priceTerms,
      period: fc.constantFrom(...PERIODS).map(parsePeriod),
      anchor: fc.integer({ min: -40, max: 20 }).map((days) => addDays(from, days)),
      nth: fc.integer({ min: 0, max: 3 }),
      autoRenew: fc.constantFrom(true, true, true, true, false),
      rank: fc.integer({ min: 1, max: 4 }),
      credit: fc.oneof(fc.constant(0n), fc.bigInt(0n, 40_000n)),
      announced: fc.array(announcement(from), { maxLength: 3 }),
      used: fc.array(metered, { maxLength: 3 }),
    })
    .map(({ nth, used, ...rest }) => {
      const paidTo = unpaidFrom(rest, nth, from);
      return { ...rest, paidTo, usage: usageOf(used, paidTo) };
    })
    .filter(({ paidTo }) => paidTo >= addDays(from, -60));

export interface Shape {
  readonly align?: boolean;
  readonly states?: readonly SubscriptionSnapshot['state'][];
  readonly money?: fc.Arbitrary<bigint>;
}

export const accountFrom = (from: LocalDate, zone: Zone, shape: Shape = {}): fc.Arbitrary<AccountSnapshot> =>
  fc.record({
    accountId: fc.constant('a'),
    timeZone: fc.constant(zone),
    burnDown: fc.constantFrom('bonus_first', 'money_first'),
    money: shape.money ?? fc.bigInt(0n, 300_000n),
    grants: fc
      .array(bonus(from, ZONES[zone], shape.align ?? false), { maxLength: 4 })
      .map((each) => numbered('g', each)),
    subscriptions: fc
      .array(subscription(from, shape.states ?? ['trial', 'active', 'active', 'suspended']), { maxLength: 5 })
      .map((each) => numbered('s', each)),
    outages: fc.array(brokenDays(from), { maxLength: 3 }),
    heldByStaff: fc.constant(false),
    terminated: fc.constant(false),
  });
