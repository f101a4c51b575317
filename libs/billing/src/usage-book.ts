import { Exact, type LocalDate } from '@rocket/kernel';
import { billingError } from './errors';
import {
  crossedThresholds,
  isFree,
  quotaOf,
  reachedThreshold,
  windowOf,
  windowsBefore,
  type QuotaLimit,
  type UsagePrice,
  type UsageStory,
  type UsageWindow,
} from './metering';

/** On what terms a subscription is used: the limits and the metered prices of its pinned price version. */
export interface UsageTerms {
  readonly quantity: number;
  readonly limits: readonly QuotaLimit[];
  readonly usagePrices: readonly UsagePrice[];
}

/** What was counted of a unit in one window. Amounts are exact decimals in that unit. */
export interface UsageCounter {
  readonly unit: string;
  readonly window: UsageWindow;
  readonly used: Exact;
  readonly dropped: Exact;
  /** What the window offered by itself when it was last counted in. */
  readonly allowance: Exact;
  /** Of a gauge: the highest level that is paid for. */
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
}

/** Where a limit stands. */
export interface LimitStanding {
  readonly limit: QuotaLimit;
  readonly window: UsageWindow;
  readonly quota: Exact;
  readonly used: Exact;
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
}

const ZERO = new Exact(0);
/** Units that have a price and no limit are counted by the paid period, so that people see how much it was. */
const UNLIMITED = { per: 'period', over: 'warn' } as const;

/**
 * The counters of one subscription. `weigh` decides about an event and changes nothing; `accept` makes it so. Refuses
 * `unit_not_metered`: a unit that the price names neither in its limits nor in its metered prices.
 */
export class UsageBook {
  private readonly counters: Map<string, UsageCounter>;
  private readonly touched = new Set<string>();

  constructor(
    private readonly terms: UsageTerms,
    private readonly story: UsageStory,
    counters: readonly UsageCounter[],
  ) {
    this.counters = new Map(counters.map((each) => [nameOf(each), each]));
  }

  /** Counters that `accept` has changed. */
  get changed(): UsageCounter[] {
    return [...this.touched].map((name) => this.counters.get(name)!);
  }

  accept(counted: CountedUsage): void {
    for (const counter of counted.counters) {
      this.counters.set(nameOf(counter), counter);
      this.touched.add(nameOf(counter));
    }
  }

  /** Where every limit stands on a day. */
  standings(day: LocalDate): LimitStanding[] {
    return this.terms.limits.map((limit) => this.standing(limit, day));
  }

  /** Whether a metered price is named for a unit. */
  priceOf(unit: string): UsagePrice | null {
    return this.terms.usagePrices.find((each) => each.unit === unit) ?? null;
  }

  weigh(event: UsageEvent): CountedUsage {
    const limits = this.terms.limits.filter(({ unit }) => unit === event.unit);
    const priced = this.priceOf(event.unit) !== null;
    if (limits.length === 0 && !priced) throw this.notMetered(event.unit);
    if (limits.length === 0) return this.countUnlimited(event);
    if (limits.some(({ over }) => over === 'recalculate')) return this.measure(limits, event, priced);
    const standings = limits.map((limit) => this.standing(limit, event.day));
    const broken = (over: QuotaLimit['over']) =>
      standings.find(
        ({ limit, used, quota }) =>
          limit.over === over && !event.quantity.isZero() && used.plus(event.quantity).gt(quota),
      );
    const refused = broken('refuse');
    if (refused) return { ...nothing('refused'), standing: refused, used: refused.used };
    const dropped = broken('drop');
    if (dropped) {
      const counter = this.counterOf(dropped);
      const counters = [{ ...counter, dropped: counter.dropped.plus(event.quantity) }];
      return { ...nothing('dropped'), standing: dropped, used: dropped.used, counters };
    }
    return this.countAll(standings, event, priced);
  }

  private countAll(standings: readonly LimitStanding[], event: UsageEvent, priced: boolean): CountedUsage {
    const after = standings.map((each) => ({ ...each, used: each.used.plus(event.quantity) }));
    const [tightest] = [...after].sort((a, b) => a.quota.minus(a.used).cmp(b.quota.minus(b.used)));
    return {
      ...nothing('counted'),
      standing: tightest!,
      used: tightest!.used,
      rated: priced && !isFree(event.day, this.story) ? beyondIncluded(standings, event.quantity) : ZERO,
      ...this.written(after),
    };
  }

  /** A gauge says how many there are now. It never falls below what was paid for: what is unused is not given back. */
  private measure(limits: readonly QuotaLimit[], event: UsageEvent, priced: boolean): CountedUsage {
    const limit = limits.find(({ over }) => over === 'recalculate')!;
    const standing = this.standing(limit, event.day);
    const before = this.counterOf(standing);
    const isNews = before.measuredAt === null || event.at >= before.measuredAt;
    const used = isNews ? event.quantity : before.used;
    const paidFor = Exact.max(before.peak, standing.quota);
    const isOver = event.quantity.gt(paidFor) && this.isInUse(event.day);
    const { counters, crossed } = this.written([{ ...standing, used }]);
    const measured = {
      peak: isOver ? event.quantity : before.peak,
      measuredAt: isNews ? event.at : before.measuredAt,
    };
    return {
      ...nothing('counted'),
      standing: { ...standing, used },
      used,
      rated: priced && isOver ? event.quantity.minus(paidFor) : ZERO,
      raise: isOver && !priced ? { from: paidFor, to: event.quantity, allowance: standing.quota } : null,
      counters: counters.map((each) => ({ ...each, ...measured })),
      crossed,
    };
  }

  /** Only the sum paid for the period in use can grow: earlier ones are closed, a coming one is not paid yet. */
  private isInUse(day: LocalDate): boolean {
    const last = this.story.paid.at(-1);
    return last !== undefined && last.start <= day && day < last.end;
  }

  private countUnlimited(event: UsageEvent): CountedUsage {
    const window = windowOf(UNLIMITED, event.day, this.story);
    const counter =
      this.counters.get(nameOf({ unit: event.unit, window })) ?? fresh(event.unit, window, ZERO);
    const used = counter.used.plus(event.quantity);
    const rated = isFree(event.day, this.story) ? ZERO : event.quantity;
    return { ...nothing('counted'), used, rated, counters: [{ ...counter, window, used }] };
  }

  private written(after: readonly LimitStanding[]): Pick<CountedUsage, 'counters' | 'crossed'> {
    const counters: UsageCounter[] = [];
    const crossed: (LimitStanding & { thresholds: number[] })[] = [];
    for (const each of after) {
      const before = this.counterOf(each);
      const reached = reachedThreshold(each.used, each.quota);
      const allowance = this.allowanceOf(each.limit);
      counters.push({ ...before, window: each.window, used: each.used, allowance, reached });
      const thresholds = crossedThresholds(before.reached, reached);
      if (thresholds.length > 0) crossed.push({ ...each, thresholds });
    }
    return { counters, crossed };
  }

  private standing(limit: QuotaLimit, day: LocalDate): LimitStanding {
    const window = windowOf(limit, day, this.story);
    const { unit } = limit;
    const allowance = this.allowanceOf(limit);
    const cap =
      limit.rollOverCap === undefined ? null : new Exact(limit.rollOverCap).times(this.terms.quantity);
    const before =
      cap === null
        ? []
        : windowsBefore(limit, window, this.story).map((each) => {
            const counter = this.counters.get(nameOf({ unit, window: each }));
            return { allowance: counter?.allowance ?? allowance, used: counter?.used ?? ZERO };
          });
    const used = this.counters.get(nameOf({ unit, window }))?.used ?? ZERO;
    return { limit, window, quota: quotaOf(allowance, cap, before), used };
  }

  private allowanceOf(limit: QuotaLimit): Exact {
    return new Exact(limit.included).times(this.terms.quantity);
  }

  private counterOf({ limit, window }: LimitStanding): UsageCounter {
    return (
      this.counters.get(nameOf({ unit: limit.unit, window })) ??
      fresh(limit.unit, window, this.allowanceOf(limit))
    );
  }

  private notMetered(unit: string): Error {
    const known = [...new Set([...this.terms.limits, ...this.terms.usagePrices].map((each) => each.unit))];
    const message =
      known.length > 0 ? `Тариф считает: ${known.join(', ')}` : 'В этом тарифе ничего не считается';
    return billingError('unit_not_metered', `Единица «${unit}» в тарифе не учитывается`, { units: known }, [
      { path: 'unit', message },
    ]);
  }
}

/**
 * How much of an event has a price. Where use beyond the limit goes on, what is included is free and only what goes beyond it
 * is priced; a limit that refuses or drops is a ceiling, and everything under it is priced.
 */
function beyondIncluded(standings: readonly LimitStanding[], quantity: Exact): Exact {
  const open = standings.filter(({ limit }) => limit.over === 'warn');
  if (open.length === 0) return quantity;
  const beyond = open.map(({ used, quota }) => {
    const over = (amount: Exact) => Exact.max(0, amount.minus(quota));
    return over(used.plus(quantity)).minus(over(used));
  });
  return Exact.max(...beyond);
}

const nameOf = ({ unit, window }: { unit: string; window: UsageWindow }): string => `${window.key} ${unit}`;

const fresh = (unit: string, window: UsageWindow, allowance: Exact): UsageCounter => ({
  unit,
  window,
  used: ZERO,
  dropped: ZERO,
  allowance,
  peak: ZERO,
  reached: 0,
  measuredAt: null,
});

const nothing = (verdict: CountedUsage['verdict']): CountedUsage => ({
  verdict,
  standing: null,
  used: ZERO,
  rated: ZERO,
  raise: null,
  crossed: [],
  counters: [],
});
