import { addDays, later, nextBoundary, type LocalDate } from '@rocket/kernel';
import { freeEnd, freeTermAt, withoutTerm } from './free-term';
import type { AnnouncedPrice } from './price-changes';
import {
  concerns,
  dueOn,
  isRunning,
  reasonToEnd,
  type AccountSnapshot,
  type EndReason,
  type OutageDays,
  type SubscriptionSnapshot,
} from './snapshot';

/**
 * Where the period that starts at `start` ends. Outage days inside it that are already recorded are given back: it ends
 * that many days later, and so does everything after it.
 */
export function periodEnd(
  subscription: Pick<SubscriptionSnapshot, 'anchor' | 'period' | 'productCode'>,
  start: LocalDate,
  outages: readonly OutageDays[],
): { paidTo: LocalDate; anchor: LocalDate } {
  const natural = nextBoundary(subscription.anchor, subscription.period, start);
  const paidTo = extendOver(start, natural, subscription.productCode, outages);
  return { paidTo, anchor: paidTo === natural ? subscription.anchor : paidTo };
}

/** Moves `end` on until [start, end) holds as many usable days as it had days. */
export function extendOver(
  start: LocalDate,
  end: LocalDate,
  productCode: string,
  outages: readonly OutageDays[],
): LocalDate {
  const mine = outages.filter((outage) => concerns(outage, productCode) && outage.to > start);
  if (mine.length === 0) return end;
  let last = end;
  for (let day = start; day < last; day = addDays(day, 1)) {
    if (mine.some((outage) => outage.from <= day && day < outage.to)) last = addDays(last, 1);
  }
  return later(last, end);
}

/** An outage at the start of a period moves the period, and the anchor with it. */
export const anchoredAt = (subscription: SubscriptionSnapshot, start: LocalDate): SubscriptionSnapshot =>
  start === subscription.paidTo ? subscription : { ...subscription, anchor: start };

/**
 * The first day without a running subscription if nobody changes anything and the money reaches, with the reason; null
 * when it goes on without an end in sight, or does not run.
 */
export function endInSight(
  subscription: SubscriptionSnapshot,
  account: Pick<AccountSnapshot, 'terminated' | 'neverBilled' | 'outages' | 'contractEndsOn'>,
): { readonly on: LocalDate; readonly reason: EndReason } | null {
  if (!isRunning(subscription)) return null;
  const own = ownEndOf(subscription, account);
  const { contractEndsOn: end } = account;
  return end && (own === null || end < own.on) ? { on: end, reason: 'terminated' } : own;
}

/** The end that the subscription itself comes to, whatever becomes of the contract. */
function ownEndOf(
  subscription: SubscriptionSnapshot,
  account: Pick<AccountSnapshot, 'terminated' | 'neverBilled' | 'outages'>,
): { readonly on: LocalDate; readonly reason: EndReason } | null {
  for (let current = subscription; ;) {
    const start = dueOn(current, account.outages);
    const term = account.terminated ? null : freeTermAt(current, start);
    if (term !== null) {
      const end = extendOver(start, freeEnd(term, start), current.productCode, account.outages);
      current = { ...withoutTerm(current, term), anchor: end, paidTo: end };
      continue;
    }
    const reason = reasonToEnd(current, account, start);
    if (reason !== null) return { on: start, reason };
    const mayEnd = ({ refused, effectiveOn }: AnnouncedPrice): boolean =>
      effectiveOn > start && (refused || account.neverBilled === true);
    if (!current.announced.some(mayEnd)) return null;
    current = { ...current, ...periodEnd(anchoredAt(current, start), start, account.outages) };
  }
}
