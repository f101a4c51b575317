import { Exact, type LocalDate } from '@rocket/kernel';
import { billingError } from './errors';
import {
  crossedThresholds,
  isFree,
  isLevel,
  quotaOf,
  reachedThreshold,
  windowOf,
  windowsBefore,
  type QuotaLimit,
  type UsagePrice,
  type UsageStory,
  type UsageWindow,
} from './metering';
import {
  nothing,
  type CountedUsage,
  type LimitStanding,
  type UsageCounter,
  type UsageEvent,
  type UsageHold,
  type UsageMeter,
  type UsagePart,
} from './usage-meter';

/** On what terms a subscription is used: the limits and the metered prices of its pinned price version. */
export interface UsageTerms {
  readonly quantity: number;
  readonly limits: readonly QuotaLimit[];
  readonly usagePrices: readonly UsagePrice[];
}

const ZERO = new Exact(0);
/** Units that have a price and no limit are counted by the paid period, so that people see how much it was. */
const UNLIMITED = { per: 'period', over: 'warn' } as const;

/**
 * The counters of one subscription. `weigh` decides about an event and changes nothing; `accept` makes it so. Refuses
 * `unit_not_metered`: a unit that the price names neither in its limits nor in its metered prices; `unit_not_gauge`: a raise
 * or a lowering of what is not a level.
 */
export class UsageBook implements UsageMeter {
  private readonly counters: Map<string, UsageCounter>;
  private readonly touched = new Set<string>();
  private readonly holds: UsageHold[];

  constructor(
    private readonly terms: UsageTerms,
    private readonly story: UsageStory,
    counters: readonly UsageCounter[],
    holds: readonly UsageHold[] = [],
  ) {
    this.counters = new Map(counters.map((each) => [nameOf(each), each]));
    this.holds = holds.filter(({ subscriptionId }) => subscriptionId === story.subscriptionId);
  }

  /** Counters that `accept` has changed. */
  get changed(): UsageCounter[] {
    return [...this.touched].map((name) => this.counters.get(name)!);
  }

  accept(counted: Pick<CountedUsage, 'counters'>): void {
    for (const counter of counted.counters) {
      this.counters.set(nameOf(counter), counter);
      this.touched.add(nameOf(counter));
    }
  }

  hold(hold: UsageHold): void {
    this.holds.push(hold);
  }

  /** Where every limit stands on a day. */
  standings(day: LocalDate): LimitStanding[] {
    return this.terms.limits.map((limit) => this.standing(limit, day));
  }

  /** Whether a metered price is named for a unit. */
  priceOf(unit: string): UsagePrice | null {
    return this.terms.usagePrices.find((each) => each.unit === unit) ?? null;
  }

  weigh(event: UsageEvent, promised?: readonly UsagePart[]): CountedUsage {
    const limits = this.limitsOf(event.unit);
    const priced = this.priceOf(event.unit) !== null;
    if (limits.length === 0 && !priced) throw this.notMetered(event.unit);
    const level = limits.find(isLevel);
    if (level) return this.move(level, event);
    if (event.change) throw notGauge(event.unit);
    if (limits.length === 0) return this.countUnlimited(event);
    if (limits.some(({ over }) => over === 'recalculate')) return this.measure(limits, event, priced);
    const standings = limits.map((limit) => this.standing(limit, event.day));
    const broken = (over: QuotaLimit['over']) =>
      promised
        ? undefined
        : standings.find(
            ({ limit, used, reserved, quota }) =>
              limit.over === over &&
              !event.quantity.isZero() &&
              used.plus(reserved).plus(event.quantity).gt(quota),
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

  /** Whether a unit may be reserved: a level is raised and lowered at once, and one that recalculates is never full. */
  isReservable(unit: string): boolean {
    const limits = this.limitsOf(unit);
    if (limits.length === 0 && this.priceOf(unit) === null) throw this.notMetered(unit);
    return !limits.some((limit) => isLevel(limit) || limit.over === 'recalculate');
  }

  /** The counters when so much more is used of a limit, whatever is left of it. */
  adding(standing: LimitStanding, quantity: Exact): UsageCounter[] {
    return [...this.written([{ ...standing, used: standing.used.plus(quantity) }]).counters];
  }

  private limitsOf(unit: string): QuotaLimit[] {
    return this.terms.limits.filter((limit) => limit.unit === unit);
  }

  private countAll(standings: readonly LimitStanding[], event: UsageEvent, priced: boolean): CountedUsage {
    const after = standings.map((each) => ({ ...each, used: each.used.plus(event.quantity) }));
    const leftOf = ({ quota, used, reserved }: LimitStanding) => quota.minus(used).minus(reserved);
    const [tightest] = [...after].sort((a, b) => leftOf(a).cmp(leftOf(b)));
    return {
      ...nothing('counted'),
      standing: tightest!,
      used: tightest!.used,
      rated: priced && !isFree(event.day, this.story) ? beyondIncluded(standings, event.quantity) : ZERO,
      parts: this.whole(event),
      ...this.written(after),
    };
  }

  /**
   * A level that is set, raised or lowered. What would go above the limit does what the offer says; what falls is always taken:
   * a smaller tariff leaves a level above its limit, and it must come down. Older news does not replace newer.
   */
  private move(limit: QuotaLimit, event: UsageEvent): CountedUsage {
    const standing = this.standing(limit, event.day);
    const before = this.counterOf(standing);
    const isNews = before.measuredAt === null || event.at >= before.measuredAt;
    const level = isNews ? levelAfter(before.used, event) : before.used;
    const isOver = level.gt(standing.quota) && level.gt(before.used);
    if (isOver && limit.over === 'refuse') return { ...nothing('refused'), standing, used: before.used };
    if (isOver && limit.over === 'drop') {
      const counters = [{ ...before, dropped: before.dropped.plus(level.minus(before.used)) }];
      return { ...nothing('dropped'), standing, used: before.used, counters };
    }
    const { counters, crossed } = this.written([{ ...standing, used: level }]);
    const measuredAt = isNews && !event.change ? event.at : before.measuredAt;
    const peak = this.peakCounter(limit, event.day, Exact.max(before.used, level));
    return {
      ...nothing('counted'),
      standing: { ...standing, used: level },
      used: level,
      counters: [...counters.map((each) => ({ ...each, measuredAt })), peak],
      crossed,
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
    const parts = this.whole(event);
    return { ...nothing('counted'), used, rated, parts, counters: [{ ...counter, window, used }] };
  }

  private whole({ quantity }: UsageEvent): UsagePart[] {
    return [{ subscriptionId: this.story.subscriptionId, quantity }];
  }

  private written(after: readonly LimitStanding[]): Pick<CountedUsage, 'counters' | 'crossed'> {
    const counters: UsageCounter[] = [];
    const crossed: (LimitStanding & { thresholds: number[] })[] = [];
    for (const each of after) {
      const before = this.counterOf(each);
      const reached = reachedThreshold(each.used, each.quota, each.limit.warnAt);
      const allowance = this.allowanceOf(each.limit);
      counters.push({ ...before, window: each.window, used: each.used, allowance, reached });
      const thresholds = crossedThresholds(before.reached, reached, each.limit.warnAt);
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
    const counter = this.counters.get(nameOf({ unit, window }));
    const used = counter?.used ?? ZERO;
    return {
      limit,
      window,
      quota: quotaOf(allowance, cap, before),
      used,
      reserved: this.reservedIn(limit, window),
      peak: this.peakOf(limit, day, counter),
    };
  }

  private reservedIn(limit: QuotaLimit, window: UsageWindow): Exact {
    let reserved = ZERO;
    for (const { unit, day, quantity } of this.holds) {
      const isHere = unit === limit.unit && windowOf(limit, day, this.story).key === window.key;
      if (isHere) reserved = reserved.plus(quantity);
    }
    return reserved;
  }

  private peakOf(limit: QuotaLimit, day: LocalDate, counter: UsageCounter | undefined): Exact | null {
    if (limit.over === 'recalculate') return counter && counter.peak.gt(0) ? counter.peak : null;
    return isLevel(limit) ? this.peakCounter(limit, day, counter?.used ?? ZERO).peak : null;
  }

  /** The highest level of the window that `per` names; the level that came into it counts too. */
  private peakCounter({ unit, per }: QuotaLimit, day: LocalDate, level: Exact): UsageCounter {
    const window = windowOf({ per, over: 'warn' }, day, this.story);
    const before = this.counters.get(nameOf({ unit, window })) ?? fresh(unit, window, ZERO);
    const peak = Exact.max(before.peak, level);
    return { ...before, used: peak, peak };
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

/** A lowering below nothing leaves nothing: the product has lost count, and the next level it sets says how many there are. */
function levelAfter(level: Exact, { change, quantity }: UsageEvent): Exact {
  switch (change) {
    case 'raise':
      return level.plus(quantity);
    case 'lower':
      return Exact.max(ZERO, level.minus(quantity));
    case undefined:
      return quantity;
  }
}

function notGauge(unit: string): Error {
  const message = 'Поднять и опустить можно только уровень: эту единицу передавайте количеством';
  return billingError('unit_not_gauge', `«${unit}» не измеряется уровнем`, { unit }, [
    { path: 'change', message },
  ]);
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
