import { addDays, sum, type LocalDate, type Minor, type Period } from '@rocket/kernel';
import type { StartRule } from './first-day';
import type { FreeTerm } from './free-term';
import type { BurnDown, GrantState } from './grants';
import { changeAt, priceAt, type AnnouncedPrice } from './price-changes';
import { costOf, type PriceTerms } from './pricing';
import { quantityAt, type FollowedSeats } from './quantity-at';
import { usageDue } from './usage-charges';

export type SubscriptionState = 'trial' | 'active' | 'suspended' | 'ended';

/** Metered use of a unit in one period, as exact decimals; what was carried into the period is part of the amount. */
export interface UsageAccrual {
  readonly unit: string;
  readonly periodStart: LocalDate;
  readonly quantity: string;
  /** Major units. */
  readonly amount: string;
  /** Exclusive; known when the period ended and the next one began with the use still unpaid. */
  readonly periodEnd?: LocalDate | undefined;
}

/** A subscription as the planner sees it. */
export interface SubscriptionSnapshot {
  readonly id: string;
  readonly productCode: string;
  readonly state: SubscriptionState;
  readonly quantity: number;
  readonly price: PriceTerms;
  readonly period: Period;
  /** The day every later boundary is counted from. */
  readonly anchor: LocalDate;
  /** First day not yet paid for: the exclusive end of the trial or of the paid period. */
  readonly paidTo: LocalDate;
  readonly autoRenew: boolean;
  /** The customer asked for one more period by hand; taken with the first one charged (QSockets 4.3.1). */
  readonly renewsOnce?: boolean | undefined;
  readonly rank: number;
  /** Carried from a smaller quantity or another period; makes later charges smaller. */
  readonly credit: Minor;
  readonly announced: readonly AnnouncedPrice[];
  /** Free terms given and not yet taken, oldest first. */
  readonly freeTerms?: readonly FreeTerm[];
  /** How many units are free in the period in use; null or absent in an ordinary one. */
  readonly freeQuantity?: number | null;
  /** What metered use has come to in periods that are not posted yet. */
  readonly usage: readonly UsageAccrual[];
  /** Its quantity follows the seats of the amoCRM account; null or absent: it stays as the customer chose it. */
  readonly seats?: FollowedSeats | null;
}

/** Compares in the order the customer wants things paid in; of the same rank, what was connected first. */
export const inCustomersOrder = (
  one: Pick<SubscriptionSnapshot, 'id' | 'rank'>,
  other: Pick<SubscriptionSnapshot, 'id' | 'rank'>,
): number => one.rank - other.rank || (one.id < other.id ? -1 : 1);

/** Whole local days on which a product could not be used through the seller's fault. */
export interface OutageDays {
  readonly from: LocalDate;
  /** Exclusive. */
  readonly to: LocalDate;
  /** null: every product. */
  readonly productCode: string | null;
}

/** Everything the planner needs to know of one account; read in bulk, decided on in memory. */
export interface AccountSnapshot {
  readonly accountId: string;
  readonly timeZone: string;
  readonly burnDown: BurnDown;
  /** When a bought period begins; left out: at the charge. */
  readonly starts?: StartRule;
  readonly money: Minor;
  readonly grants: readonly GrantState[];
  readonly subscriptions: readonly SubscriptionSnapshot[];
  readonly outages: readonly OutageDays[];
  /** Suspended by staff (rule 17): nothing is renewed and nothing resumes until staff lift it. */
  readonly heldByStaff: boolean;
  /** No longer a customer: what runs out ends. */
  readonly terminated: boolean;
  /** Under notice: the first day without the contract, before whose night it ends. Left out or null: no notice was given. */
  readonly contractEndsOn?: LocalDate | null;
  /** An account amoCRM lends to developers (facts §1.7): nothing is ever taken from it, only what costs nothing goes on. */
  readonly neverBilled?: boolean;
}

/** Why a subscription ends at a boundary instead of being renewed. */
export type EndReason = 'terminated' | 'technical_account' | 'auto_renew_off' | 'price_refused';

/**
 * Why no period may start on `start`; null when one may. A refused change of price ends the subscription where it would
 * have applied, unless a newer one that was not refused applies there (rule 24, clause 11.1.3).
 */
export function reasonToEnd(
  subscription: SubscriptionSnapshot,
  account: Pick<AccountSnapshot, 'terminated' | 'neverBilled'>,
  start: LocalDate,
): EndReason | null {
  if (account.terminated) return 'terminated';
  if (account.neverBilled && toPayAt(subscription, start) > 0n) return 'technical_account';
  if (!subscription.autoRenew && !subscription.renewsOnce) return 'auto_renew_off';
  return changeAt(subscription.period, subscription.announced, start)?.refused ? 'price_refused' : null;
}

/** What has to be had for a period that starts on `start`: its price and what was used before it, less what is paid ahead. */
function toPayAt(subscription: SubscriptionSnapshot, start: LocalDate): Minor {
  const price = priceAt(subscription.price, subscription.period, subscription.announced, start);
  const cost = costOf(price, quantityAt(subscription, price, start));
  const used = sum(usageDue(subscription, start).due.map(({ amount }) => amount));
  return used + (cost > subscription.credit ? cost - subscription.credit : 0n);
}

/** What the period after the paid days costs: at its own price, with what is owed for metered use before it. */
export const costOfNextPeriod = (subscription: SubscriptionSnapshot, outages: readonly OutageDays[]): Minor =>
  toPayAt(subscription, dueOn(subscription, outages));

/** A subscription is in use: its days count. */
export const isRunning = (subscription: SubscriptionSnapshot): boolean =>
  subscription.state === 'trial' || subscription.state === 'active';

/** The first unpaid day of a subscription that is not lost to an outage of ours. */
export function dueOn(
  subscription: Pick<SubscriptionSnapshot, 'paidTo' | 'productCode'>,
  outages: readonly OutageDays[],
): LocalDate {
  let day = subscription.paidTo;
  for (let moved = true; moved;) {
    moved = false;
    for (const outage of outages) {
      if (concerns(outage, subscription.productCode) && outage.from <= day && day < outage.to) {
        day = outage.to;
        moved = true;
      }
    }
  }
  return day;
}

export const concerns = (outage: OutageDays, productCode: string): boolean =>
  outage.productCode === null || outage.productCode === productCode;

/**
 * The earliest day on which a run has something to decide for the account; null when nothing can happen. What is
 * suspended is tried again every day; while staff hold the account, only what has to end is.
 */
export function nextDueOf(account: AccountSnapshot, today: LocalDate): LocalDate | null {
  let next: LocalDate | null = null;
  for (const subscription of account.subscriptions) {
    if (subscription.state === 'ended') continue;
    const tomorrow = addDays(today, 1);
    const mustEnd = reasonToEnd(subscription, account, tomorrow) !== null;
    if (subscription.state === 'suspended' && account.heldByStaff && !mustEnd) continue;
    const due = isRunning(subscription) ? dueOn(subscription, account.outages) : tomorrow;
    if (next === null || due < next) next = due;
  }
  return next;
}

export type AccountState = 'active' | 'suspended' | 'frozen' | 'erased' | 'terminated';

/** An account is suspended when it has suspended subscriptions and none that runs, or when staff hold it. */
export function accountStateOf(current: AccountState, account: AccountSnapshot): AccountState {
  if (current === 'terminated' || current === 'erased') return current;
  if (account.subscriptions.some(isRunning)) return account.heldByStaff ? 'suspended' : 'active';
  if (current === 'frozen') return 'frozen';
  if (account.heldByStaff) return 'suspended';
  return account.subscriptions.some(({ state }) => state === 'suspended') ? 'suspended' : 'active';
}
