import { instantOf, localDate, parseMinor, parsePeriod, type LocalDate, type Minor } from '@rocket/kernel';
import type { GrantState } from '../grants';
import type { Plan } from '../plan';
import { planRenewals } from '../planner';
import { runInstant } from '../run-time';
import type { AnnouncedPrice } from '../price-changes';
import type { AccountSnapshot, OutageDays, SubscriptionSnapshot } from '../snapshot';

/** Short words in which the specs tell their stories: days as text, roubles as text, one account. */
export const ZONE = 'Europe/Moscow';
export const day = (text: string): LocalDate => localDate(text);
export const roubles = (text: string): Minor => parseMinor(text.includes('.') ? text : `${text}.00`);

/** A subscription of 100 roubles a month, paid up to (and not including) `paidTo`. */
export function subscription(
  id: string,
  wish: {
    paidTo: string;
    anchor?: string;
    price?: string;
    period?: string;
    product?: string;
  } & Partial<
    Pick<SubscriptionSnapshot, 'state' | 'quantity' | 'rank' | 'autoRenew' | 'credit' | 'announced' | 'usage'>
  >,
): SubscriptionSnapshot {
  const { paidTo, anchor, price, period, product, ...rest } = wish;
  return {
    id,
    productCode: product ?? id,
    state: 'active',
    quantity: 1,
    price: { priceId: `${id}-price`, unitPrice: price ?? '100' },
    period: parsePeriod(period ?? 'P1M'),
    anchor: day(anchor ?? paidTo),
    paidTo: day(paidTo),
    autoRenew: true,
    rank: 1,
    credit: 0n,
    announced: [],
    usage: [],
    ...rest,
  };
}

/** An account in Moscow with so much money; its subscriptions rank as they are written. */
export function account(
  money: string,
  subscriptions: readonly SubscriptionSnapshot[],
  more: Partial<AccountSnapshot> = {},
): AccountSnapshot {
  return {
    accountId: 'a',
    timeZone: ZONE,
    burnDown: 'bonus_first',
    money: roubles(money),
    grants: [],
    subscriptions: subscriptions.map((each, index) => ({ ...each, rank: index + 1 })),
    outages: [],
    heldByStaff: false,
    terminated: false,
    ...more,
  };
}

/** A bonus valid since 2020 and for ever unless it is said otherwise. */
export const grant = (
  id: string,
  amount: string,
  more: Partial<Omit<GrantState, 'id' | 'remaining'>> = {},
): GrantState => ({
  id,
  priority: 100,
  effectiveAt: new Date('2020-01-01T00:00:00Z'),
  expiresAt: null,
  remaining: roubles(amount),
  ...more,
});

export const outage = (from: string, to: string, productCode: string | null = null): OutageDays => ({
  from: day(from),
  to: day(to),
  productCode,
});

export const announced = (
  unitPrice: string,
  effectiveOn: string,
  announcedAt = '2026-01-01T00:00:00Z',
  period = 'P1M',
  refused = false,
): AnnouncedPrice => ({
  changeId: `change-${unitPrice}`,
  price: { priceId: `at-${unitPrice}`, unitPrice },
  period: parsePeriod(period),
  effectiveOn: day(effectiveOn),
  announcedAt: new Date(announcedAt),
  refused,
});

/** The run of a date in its own time, at three in the morning. */
export const runOn = (state: AccountSnapshot, date: string): Plan =>
  planRenewals(state, { businessDate: day(date), today: day(date), now: runInstant(day(date), ZONE) });

/** The run of a past date, made at noon of a later day. */
export const runOfPast = (state: AccountSnapshot, date: string, today: string): Plan =>
  planRenewals(state, { businessDate: day(date), today: day(today), now: instantOf(day(today), ZONE, 12) });

/** Charges as a line each: what, from, to (exclusive), how much. */
export const charged = ({ charges }: Plan): string[] =>
  charges.map((each) => `${each.subscriptionId} ${each.periodStart}..${each.periodEnd} ${each.amount}`);

/** Changes as a line each: what happened to what, since when. */
export const changed = ({ changes }: Plan): string[] =>
  changes.map((each) => `${each.subscriptionId} ${each.kind} ${each.on}`);

export const states = ({ after }: Plan): string[] =>
  after.subscriptions.map((each) => `${each.id} ${each.state} ${each.paidTo}`);
