import { Exact, type LocalDate } from '@rocket/kernel';
import type { QuotaLimit, UsagePrice, UsageWindow } from './metering';

/** What was counted of a unit in one window. Amounts are exact decimals in that unit. */
export interface UsageCounter {
  readonly unit: string;
  readonly window: UsageWindow;
  readonly used: Exact;
  readonly dropped: Exact;
  /** What the window offered by itself when it was last counted in. */
  readonly allowance: Exact;
  /** Of a gauge: the highest level of the window; where the paid sum is recalculated, the highest that is paid for. */
  readonly peak: Exact;
  /** The highest threshold told, in per cent. */
  readonly reached: number;
  /** Of a gauge: when the level was measured; older news does not replace newer. */
  readonly measuredAt: Date | null;
}

export interface UsageEvent {
  readonly unit: string;
  readonly quantity: Exact;
  readonly at: Date;
  /** The seller's day of `at`: a late event counts by its own time. */
  readonly day: LocalDate;
  /** Of a gauge: by how much the level goes up or down; left out, `quantity` is the level. */
  readonly change?: 'raise' | 'lower' | undefined;
}

/** What of an event is taken from one subscription: of a product sold in packages it may be several. */
export interface UsagePart {
  readonly subscriptionId: string;
  readonly quantity: Exact;
}

/** Reserved and not used yet: nobody else may take it. */
export interface UsageHold extends UsagePart {
  readonly unit: string;
  readonly day: LocalDate;
}

/** Where a limit stands. */
export interface LimitStanding {
  readonly limit: QuotaLimit;
  readonly window: UsageWindow;
  readonly quota: Exact;
  readonly used: Exact;
  readonly reserved: Exact;
  /** Of a gauge: the highest level of the day, month or period that `per` names; of one that recalculates, what is paid for above the tariff. */
  readonly peak: Exact | null;
}

export interface CountedUsage {
  readonly verdict: 'counted' | 'dropped' | 'refused';
  /** The limit that decided, else the one with least left; null for a unit that is only priced. */
  readonly standing: LimitStanding | null;
  readonly used: Exact;
  /** How much of the event has a metered price. */
  readonly rated: Exact;
  /** A gauge that went above what is paid for: the paid sum grows in proportion. */
  readonly raise: { readonly from: Exact; readonly to: Exact; readonly allowance: Exact } | null;
  readonly crossed: readonly (LimitStanding & { readonly thresholds: readonly number[] })[];
  readonly counters: readonly UsageCounter[];
  /** What it is taken from; nothing of a level. */
  readonly parts: readonly UsagePart[];
}

/** What decides about the use of one product in one account: the book of a subscription, or a pool of packages. */
export interface UsageMeter {
  readonly changed: readonly UsageCounter[];
  standings(day: LocalDate): LimitStanding[];
  priceOf(unit: string): UsagePrice | null;
  isReservable(unit: string): boolean;
  /**
   * Decides about an event and changes nothing. Of what was `promised` by a reservation that lives nothing is refused: its
   * parts were held when it was given.
   */
  weigh(event: UsageEvent, promised?: readonly UsagePart[]): CountedUsage;
  accept(counted: Pick<CountedUsage, 'counters'>): void;
  /** From now on so much less is left. */
  hold(hold: UsageHold): void;
}

const ZERO = new Exact(0);

export const nothing = (verdict: CountedUsage['verdict']): CountedUsage => ({
  verdict,
  standing: null,
  used: ZERO,
  rated: ZERO,
  raise: null,
  crossed: [],
  counters: [],
  parts: [],
});
