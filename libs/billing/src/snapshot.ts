import type { LocalDate, Minor, Period } from '@rocket/kernel';
import type { BurnDown, GrantState } from './grants';
import type { AnnouncedPrice, PriceTerms } from './pricing';

export type SubscriptionState = 'trial' | 'active' | 'suspended' | 'ended';

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
  readonly rank: number;
  /** Carried from a smaller quantity or another period; makes later charges smaller. */
  readonly credit: Minor;
  readonly announced: readonly AnnouncedPrice[];
}

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
  readonly money: Minor;
  readonly grants: readonly GrantState[];
  readonly subscriptions: readonly SubscriptionSnapshot[];
  readonly outages: readonly OutageDays[];
  /** Suspended by staff (rule 17): nothing is renewed and nothing resumes until staff lift it. */
  readonly heldByStaff: boolean;
  /** No longer a customer: what runs out ends. */
  readonly terminated: boolean;
}

/** A subscription is in use: its days count. */
export const isRunning = (subscription: SubscriptionSnapshot): boolean =>
  subscription.state === 'trial' || subscription.state === 'active';
