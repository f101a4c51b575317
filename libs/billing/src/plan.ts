import type { LocalDate, Minor } from '@rocket/kernel';
import type { FreeTerm } from './free-term';
import type { Draw } from './grants';
import type { PriceTerms } from './pricing';
import type { AccountSnapshot, EndReason } from './snapshot';
import type { DueUsage } from './usage-charges';

/** One period of one subscription, paid whole. Amounts in minor units of the account's currency. */
export interface PlannedCharge {
  readonly subscriptionId: string;
  readonly productCode: string;
  readonly periodStart: LocalDate;
  /** Exclusive. */
  readonly periodEnd: LocalDate;
  /** The service day it counts for: the first day of the period, or the day of payment when that comes first. */
  readonly businessDate: LocalDate;
  readonly quantity: number;
  readonly price: PriceTerms;
  readonly cost: Minor;
  /** cost − credit used; zero is a period granted without an entry. */
  readonly amount: Minor;
  readonly creditUsed: Minor;
  readonly draw: Draw;
  /** Set when the period was given free of charge (rule 8). */
  readonly freeTerm?: FreeTerm;
}

/** What metered use of one unit in one period comes to, posted when the period is over. */
export interface PlannedUsage extends DueUsage {
  readonly subscriptionId: string;
  readonly productCode: string;
  /** The day it counts for: the first after the period, or the day on which it could be paid. */
  readonly businessDate: LocalDate;
  /** What an ended subscription could not pay; `amount` is what it did pay. */
  readonly unpaid: Minor;
  readonly draw: Draw;
}

export type PlannedChange =
  | {
      readonly kind: 'renewed' | 'resumed' | 'started';
      readonly subscriptionId: string;
      readonly productCode: string;
      readonly on: LocalDate;
      readonly paidTo: LocalDate;
    }
  | {
      readonly kind: 'suspended';
      readonly subscriptionId: string;
      readonly productCode: string;
      readonly on: LocalDate;
      readonly required: Minor;
      readonly available: Minor;
    }
  | {
      readonly kind: 'held';
      readonly subscriptionId: string;
      readonly productCode: string;
      readonly on: LocalDate;
    }
  | {
      readonly kind: 'ended';
      readonly subscriptionId: string;
      readonly productCode: string;
      /** The first day without it. */
      readonly on: LocalDate;
      readonly reason: EndReason;
    };

export interface Plan {
  /** Posted before the charges: what was used comes first. */
  readonly usage: readonly PlannedUsage[];
  readonly charges: readonly PlannedCharge[];
  readonly changes: readonly PlannedChange[];
  /** The account as it stands when the plan has been carried out. */
  readonly after: AccountSnapshot;
}

export interface PlanningTime {
  /** The business date of the run. */
  readonly businessDate: LocalDate;
  /** The seller's own day right now: what was suspended resumes only from today on, never in the past. */
  readonly today: LocalDate;
  readonly now: Date;
}
