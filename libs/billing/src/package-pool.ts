import { Exact, earlier, type LocalDate } from '@rocket/kernel';
import { billingError } from './errors';
import { crossedThresholds, reachedThreshold, type UsagePrice, type UsageStory } from './metering';
import { UsageBook, type UsageTerms } from './usage-book';
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

/** A package of counted services: it is paid for one term, and what is not used of it by then is gone (Astars, appendix 1). */
export interface UsagePackage extends UsageTerms {
  readonly story: UsageStory;
  readonly start: LocalDate;
  /** Exclusive. */
  readonly end: LocalDate;
  /**
   * Nobody in the account may take of it: somebody else holds its certificate (Astars 3.11), or it is being given back. Only what
   * was promised of it is counted.
   */
  readonly isWithheld?: boolean;
}

interface Layer {
  readonly id: string;
  readonly book: UsageBook;
  readonly standing: LimitStanding;
}

const ZERO = new Exact(0);

/**
 * All packages of a product in one account, used as one: what ends first is used first, and an event may take the rest of one
 * and the beginning of the next. Refuses `product_not_connected` on a day without a package, `unit_not_metered` for a unit
 * none of the packages of the day counts.
 */
export class PackagePool implements UsageMeter {
  private readonly packages: readonly (UsagePackage & { readonly id: string; readonly book: UsageBook })[];

  constructor(
    packages: readonly UsagePackage[],
    counters: readonly UsageCounter[],
    holds: readonly UsageHold[] = [],
  ) {
    this.packages = packages
      .map((each) => ({
        ...each,
        id: each.story.subscriptionId,
        book: new UsageBook(each, each.story, counters, holds),
      }))
      .sort((a, b) => byText(a.end, b.end) || byText(a.start, b.start) || byText(a.id, b.id));
  }

  get changed(): UsageCounter[] {
    return this.packages.flatMap(({ book }) => book.changed);
  }

  /** What packages in use on a day hold together, a standing for each unit; it shrinks when the first of them ends. */
  standings(day: LocalDate): LimitStanding[] {
    const units = new Set(this.inUse(day).flatMap(({ limits }) => limits.map(({ unit }) => unit)));
    return [...units].map((unit) => together(this.layers(unit, day)));
  }

  /** What a package counts is paid for with it. */
  priceOf(): UsagePrice | null {
    return null;
  }

  isReservable(): boolean {
    return true;
  }

  weigh(event: UsageEvent, promised?: readonly UsagePart[]): CountedUsage {
    if (event.change) {
      throw billingError('unit_not_gauge', `«${event.unit}» не измеряется уровнем`, { unit: event.unit }, [
        { path: 'change', message: 'Услуги пакета считают количеством' },
      ]);
    }
    const layers = this.layers(event.unit, event.day, promised);
    if (layers.length === 0) throw this.noneOf(event);
    const before = together(layers);
    // A package that was ended by hand since then keeps no promise.
    const isKept = promised?.every(({ subscriptionId }) => layers.some(({ id }) => id === subscriptionId));
    const parts = promised && isKept ? firstOf(promised, event.quantity) : taken(layers, event.quantity);
    if (parts === null) return { ...nothing('refused'), standing: before, used: before.used };
    const used = before.used.plus(event.quantity);
    const standing = { ...before, used };
    const thresholds = crossedThresholds(
      reachedThreshold(before.used, before.quota, before.limit.warnAt),
      reachedThreshold(used, before.quota, before.limit.warnAt),
      before.limit.warnAt,
    );
    return {
      ...nothing('counted'),
      standing,
      used,
      parts,
      crossed: thresholds.length > 0 ? [{ ...standing, thresholds }] : [],
      counters: parts.flatMap(({ subscriptionId, quantity }) => {
        const layer = layers.find(({ id }) => id === subscriptionId)!;
        return layer.book.adding(layer.standing, quantity);
      }),
    };
  }

  accept({ counters }: Pick<CountedUsage, 'counters'>): void {
    for (const { id, book } of this.packages) {
      const own = counters.filter(({ window }) => window.key.startsWith(`${id}:`));
      book.accept({ counters: own });
    }
  }

  hold(hold: UsageHold): void {
    this.packages.find(({ id }) => id === hold.subscriptionId)?.book.hold(hold);
  }

  private inUse(day: LocalDate, promised: readonly UsagePart[] = []) {
    return this.packages.filter(
      ({ start, end, isWithheld, id }) =>
        start <= day &&
        day < end &&
        (!isWithheld || promised.some(({ subscriptionId }) => subscriptionId === id)),
    );
  }

  private layers(unit: string, day: LocalDate, promised?: readonly UsagePart[]): Layer[] {
    return this.inUse(day, promised).flatMap(({ id, book }) =>
      book
        .standings(day)
        .filter(({ limit }) => limit.unit === unit)
        .map((standing) => ({ id, book, standing })),
    );
  }

  private noneOf({ unit, day }: UsageEvent): Error {
    const counted = [...new Set(this.inUse(day).flatMap(({ limits }) => limits.map((each) => each.unit)))];
    if (counted.length === 0)
      return billingError('product_not_connected', 'В этот день действующего пакета не было');
    return billingError('unit_not_metered', `Единица «${unit}» в пакете не учитывается`, { units: counted }, [
      { path: 'unit', message: `Пакеты считают: ${counted.join(', ')}` },
    ]);
  }
}

/** Taken oldest end first; null when all of them together do not hold so much. */
function taken(layers: readonly Layer[], quantity: Exact): UsagePart[] | null {
  const parts: UsagePart[] = [];
  let rest = quantity;
  for (const { id, standing } of layers) {
    const left = Exact.max(0, standing.quota.minus(standing.used).minus(standing.reserved));
    const part = Exact.min(rest, left);
    if (part.gt(0)) parts.push({ subscriptionId: id, quantity: part });
    rest = rest.minus(part);
  }
  if (rest.gt(0)) return null;
  return parts.length > 0 ? parts : [{ subscriptionId: layers[0]!.id, quantity: ZERO }];
}

/** The first of what was held: less than all of it may have been used. */
function firstOf(held: readonly UsagePart[], quantity: Exact): UsagePart[] {
  let rest = quantity;
  return held.map(({ subscriptionId, quantity: most }) => {
    const part = Exact.min(rest, most);
    rest = rest.minus(part);
    return { subscriptionId, quantity: part };
  });
}

function together(layers: readonly Layer[]): LimitStanding {
  const [first] = layers;
  const sum = (pick: (standing: LimitStanding) => Exact) =>
    layers.reduce((total, { standing }) => total.plus(pick(standing)), ZERO);
  const ends = layers.flatMap(({ standing }) => standing.window.end ?? []);
  return {
    ...first!.standing,
    window: { ...first!.standing.window, end: ends.length > 0 ? ends.reduce(earlier) : null },
    quota: sum(({ quota }) => quota),
    used: sum(({ used }) => used),
    reserved: sum(({ reserved }) => reserved),
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
