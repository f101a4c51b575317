import { addDays, dayOf, type LocalDate, type Period } from '@rocket/kernel';
import type { PriceTerms } from './pricing';

/** A price change as it was announced to an account, with the account's answer to it. */
export interface AnnouncedPrice {
  readonly changeId: string;
  readonly price: PriceTerms;
  readonly period: Period;
  readonly effectiveOn: LocalDate;
  readonly announcedAt: Date;
  /** The account does not agree (rule 24, clause 11.1.3): where this change would apply, the subscription ends. */
  readonly refused: boolean;
}

/** The newest announced change whose date has come at `boundary`, by date, then by announcement; null: none has. */
export function changeAt(
  period: Period,
  changes: readonly AnnouncedPrice[],
  boundary: LocalDate,
): AnnouncedPrice | null {
  let newest: AnnouncedPrice | null = null;
  for (const change of changes) {
    if (change.effectiveOn > boundary || !isOf(change, period)) continue;
    if (newest === null || isNewer(change, newest)) newest = change;
  }
  return newest;
}

/** The price of the period that starts at `boundary`: the change that applies there, else the pinned one (rules 9, 24). */
export const priceAt = (
  pinned: PriceTerms,
  period: Period,
  changes: readonly AnnouncedPrice[],
  boundary: LocalDate,
): PriceTerms => changeAt(period, changes, boundary)?.price ?? pinned;

/**
 * The change a customer is told of next: the one that applies at the coming boundary unless it is already paid by, else
 * the earliest after it.
 */
export function nextChange(subscription: {
  readonly price: PriceTerms;
  readonly period: Period;
  readonly paidTo: LocalDate;
  readonly announced: readonly AnnouncedPrice[];
}): AnnouncedPrice | null {
  const { price, period, paidTo, announced } = subscription;
  const coming = changeAt(period, announced, paidTo);
  if (coming && coming.price.priceId !== price.priceId) return coming;
  const later = announced.filter((change) => change.effectiveOn > paidTo && isOf(change, period));
  if (later.length === 0) return null;
  const first = later.reduce((a, b) => (b.effectiveOn < a.effectiveOn ? b : a)).effectiveOn;
  return changeAt(period, later, first);
}

/** How an account came to know of a change, and how it came to its price. */
export interface Acquaintance {
  readonly effectiveOn: LocalDate;
  readonly announcedAt: Date;
  /** When the notice of the change was posted to this account; null: it never was. */
  readonly toldAt: Date | null;
  /** The instant at which the customer chose the product and period it uses now. */
  readonly chosenAt: Date;
}

/**
 * Whether a change may ever apply to an account: its own notice went out as many calendar days ahead as the offer says,
 * or it chose the price while the change was already shown to it, which is consent (money-rules, "Renewal"; http-api,
 * "Price change and a new subscriber"). A change whose notice is missing or late leaves the old price for good.
 */
export function binds(known: Acquaintance, noticeDays: number, timeZone: string): boolean {
  if (known.chosenAt >= known.announcedAt) return true;
  return known.toldAt !== null && addDays(dayOf(known.toldAt, timeZone), noticeDays) <= known.effectiveOn;
}

/**
 * Whether the product is already used by this change, or by a newer one: going on after its date is consent (clause
 * 11.1.5), so it is too late to refuse. Between the boundary of the change and the run that charges it, it is in effect.
 */
export function isInEffect(
  subscription: {
    readonly state: 'trial' | 'active' | 'suspended' | 'ended';
    readonly price: PriceTerms;
    readonly period: Period;
    readonly paidTo: LocalDate;
    readonly announced: readonly AnnouncedPrice[];
  },
  change: AnnouncedPrice,
  today: LocalDate,
): boolean {
  const { state, price, period, paidTo, announced } = subscription;
  const applied = announced.find((each) => each.price.priceId === price.priceId);
  if (applied && (applied.changeId === change.changeId || isNewer(applied, change))) return true;
  const isUnpaidUse = (state === 'active' || state === 'trial') && paidTo <= today;
  return isUnpaidUse && changeAt(period, announced, paidTo)?.changeId === change.changeId;
}

const isOf = (change: AnnouncedPrice, period: Period): boolean =>
  change.period.unit === period.unit && change.period.count === period.count;

const isNewer = (a: AnnouncedPrice, b: AnnouncedPrice): boolean =>
  a.effectiveOn === b.effectiveOn ? a.announcedAt >= b.announcedAt : a.effectiveOn > b.effectiveOn;
