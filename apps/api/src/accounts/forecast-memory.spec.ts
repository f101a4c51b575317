import { forecastBalance, runInstant, type AccountSnapshot } from '@rocket/billing';
import { addDays, dayOf, localDate, parsePeriod } from '@rocket/kernel';
import { ForecastMemory } from './forecast-memory';

const NOON = new Date('2026-06-09T09:00:00Z');
const ZONE = 'Europe/Moscow';

const snapshot: AccountSnapshot = {
  accountId: 'a',
  timeZone: ZONE,
  burnDown: 'bonus_first',
  money: 50_000n,
  grants: [
    {
      id: 'g',
      priority: 100,
      effectiveAt: new Date('2026-06-01T00:00:00Z'),
      expiresAt: null,
      remaining: 10_000n,
    },
  ],
  subscriptions: [
    {
      id: 's',
      productCode: 'calls',
      state: 'active',
      quantity: 1,
      price: { priceId: 'p', unitPrice: '300.00' },
      period: parsePeriod('P1M'),
      anchor: localDate('2026-05-20'),
      paidTo: localDate('2026-06-20'),
      autoRenew: true,
      rank: 1,
      credit: 0n,
      announced: [],
      usage: [],
    },
  ],
  outages: [],
  heldByStaff: false,
  terminated: false,
};
const subscription = snapshot.subscriptions[0]!;

const foreseen = (account: AccountSnapshot, now: Date) => {
  const today = dayOf(now, ZONE);
  return forecastBalance(account, runInstant(today, ZONE) >= now ? today : addDays(today, 1), today, now);
};

describe('a forecast that was remembered', () => {
  it.each<[string, Partial<AccountSnapshot>]>([
    ['money', { money: 90_000n }],
    ['a bonus', { grants: [{ ...snapshot.grants[0]!, expiresAt: new Date('2026-06-10T00:00:00Z') }] }],
    ['a price', { subscriptions: [{ ...subscription, price: { priceId: 'p', unitPrice: '700.00' } }] }],
    ['a quantity', { subscriptions: [{ ...subscription, quantity: 2 }] }],
    ['what goes on', { subscriptions: [{ ...subscription, autoRenew: false }] }],
    [
      'an outage',
      { outages: [{ from: localDate('2026-06-20'), to: localDate('2026-08-20'), productCode: null }] },
    ],
  ])('is of what the account was: with another of %s it is another', (_, changed) => {
    const memory = new ForecastMemory();
    expect(memory.of(snapshot, NOON)).toEqual(foreseen(snapshot, NOON));
    const other = { ...snapshot, ...changed };
    expect(memory.of(other, NOON)).toEqual(foreseen(other, NOON));
    expect(memory.of(other, NOON)).not.toEqual(foreseen(snapshot, NOON));
  });

  it('is of its day, and on its day of the run that comes next', () => {
    const memory = new ForecastMemory();
    // Within thirty days of tomorrow's run, and not of today's.
    const due = { ...snapshot, subscriptions: [{ ...subscription, paidTo: localDate('2026-07-09') }] };
    for (const now of [
      '2026-06-08T23:30:00Z',
      '2026-06-09T00:30:00Z',
      '2026-06-09T20:59:00Z',
      '2026-06-10T09:00:00Z',
    ])
      expect(memory.of(due, new Date(now))).toEqual(foreseen(due, new Date(now)));
  });

  it('is given again while nothing has changed', () => {
    const memory = new ForecastMemory();
    const read = () => structuredClone(snapshot);
    expect(memory.of(read(), new Date('2026-06-09T10:00:00Z'))).toBe(memory.of(read(), NOON));
  });
});
