import { Exact, addDays, addMonths, localDate, type LocalDate, type Span } from '@rocket/kernel';

/** What may be used of a unit for one unit of the tariff, how often it begins anew, and what happens beyond it. */
export interface QuotaLimit {
  readonly unit: string;
  /** For each unit of the subscription's quantity. */
  readonly included: number;
  /** A local day, a calendar month, or the paid period of the subscription. */
  readonly per: 'P1D' | 'P1M' | 'period';
  readonly over: 'refuse' | 'drop' | 'warn' | 'recalculate';
  /** The most of the unused that is carried on, for each unit of quantity; left out: nothing is. */
  readonly rollOverCap?: number | undefined;
  /**
   * The unit is a level, how many there are now (connections at once): reports set, raise or lower it, and no window begins it
   * anew; `per` is how long its peak is kept. A limit that recalculates is a level too, counted by the paid period.
   */
  readonly gauge?: boolean | undefined;
  /** Per cent of it at which the customer is told, rising; left out: the usual ones. */
  readonly warnAt?: readonly number[] | undefined;
}

/** The price of a metered unit: a decimal with up to nine digits, in major units. */
export interface UsagePrice {
  readonly unit: string;
  readonly unitPrice: string;
}

/** What a subscription has paid for, as far as counting needs it. Days are the seller's own. */
export interface UsageStory {
  readonly subscriptionId: string;
  /** The free days before the first paid period; null when there were none. */
  readonly trial: Span | null;
  /** Paid periods, oldest first, without overlaps. */
  readonly paid: readonly Span[];
}

/** A stretch of days that is counted by itself: `[start, end)`. */
export interface UsageWindow {
  /** Names it within an account, a product and a unit. */
  readonly key: string;
  readonly start: LocalDate;
  /** null: nobody knows yet, the period has not been paid. */
  readonly end: LocalDate | null;
}

/** How far the unused of earlier windows is followed. */
const MOST_WINDOWS = 400;

/** Per cent of a quota at which a customer is told where the offer says nothing else (QSockets 4.5.1; money-rules, Thresholds). */
export const USAGE_THRESHOLDS = [80, 100] as const;

/**
 * The window a day is counted in. Days and months are the calendar's, in the seller's zone; `period` is the paid period, or
 * the trial. What the product is used for between the end of a period and the run belongs to the period that follows.
 * A limit that recalculates the paid sum always goes by the paid period; the level of a gauge goes on as long as the subscription.
 */
export function windowOf(
  limit: Pick<QuotaLimit, 'per' | 'over' | 'gauge'>,
  day: LocalDate,
  story: UsageStory,
): UsageWindow {
  if (isLevel(limit)) return levelWindow(day, story);
  const per = limit.over === 'recalculate' ? 'period' : limit.per;
  switch (per) {
    case 'P1D':
      return { key: `P1D:${day}`, start: day, end: addDays(day, 1) };
    case 'P1M': {
      const start = firstOfMonth(day);
      return { key: `P1M:${start}`, start, end: addMonths(start, 1) };
    }
    case 'period':
      return periodOf(day, story);
  }
}

/** A level that goes on through all windows: how many there are now. */
export const isLevel = ({ gauge, over }: Pick<QuotaLimit, 'gauge' | 'over'>): boolean =>
  gauge === true && over !== 'recalculate';

const levelWindow = (day: LocalDate, { subscriptionId, trial, paid }: UsageStory): UsageWindow => ({
  key: `gauge:${subscriptionId}`,
  start: trial?.start ?? paid[0]?.start ?? day,
  end: null,
});

function periodOf(day: LocalDate, { subscriptionId, trial, paid }: UsageStory): UsageWindow {
  const paidWindow = ({ start, end }: { start: LocalDate; end: LocalDate | null }): UsageWindow => ({
    key: `${subscriptionId}:${start}`,
    start,
    end,
  });
  const period = paid.findLast((each) => each.start <= day);
  if (period) return paidWindow(day < period.end ? period : { start: period.end, end: null });
  if (trial && day < trial.end) return { key: `trial:${trial.start}`, ...trial };
  const start = trial?.end ?? paid[0]?.start ?? day;
  return paidWindow({ start, end: paid[0]?.end ?? null });
}

const firstOfMonth = (day: LocalDate): LocalDate => localDate(`${day.slice(0, 7)}-01`);

/** A window of the trial: nothing in it is priced, and nothing unused in it is carried into paid time. */
export const isFree = (day: LocalDate, { trial }: UsageStory): boolean => trial !== null && day < trial.end;

/** The windows before one whose unused rest may have come into it, oldest first: those of days that were paid for. */
export function windowsBefore(limit: QuotaLimit, window: UsageWindow, story: UsageStory): UsageWindow[] {
  const isTrial = isFree(window.start, story);
  const spans = isTrial && story.trial ? [story.trial] : story.paid;
  const isPeriod = limit.per === 'period' || limit.over === 'recalculate';
  if (isPeriod) {
    const earlier = isTrial ? [] : spans.filter(({ start }) => start < window.start);
    return earlier.map(({ start }) => periodOf(start, story)).slice(-MOST_WINDOWS);
  }
  const found: UsageWindow[] = [];
  const first = spans[0]?.start;
  for (let each = windowOf(limit, addDays(window.start, -1), story); found.length < MOST_WINDOWS;) {
    if (first === undefined || (each.end ?? first) <= first) break;
    if (spans.some(({ start, end }) => start < each.end! && each.start < end)) found.unshift(each);
    each = windowOf(limit, addDays(each.start, -1), story);
  }
  return found;
}

/** What one window offered by itself, and what of it was used. */
export interface SpentWindow {
  readonly allowance: Exact;
  readonly used: Exact;
}

/**
 * How much may be used in a window: what it offers by itself and what was left of the windows before it, oldest first, never
 * more than `cap` at any turn. Without a cap nothing is carried.
 */
export function quotaOf(allowance: Exact, cap: Exact | null, before: readonly SpentWindow[]): Exact {
  if (cap === null) return allowance;
  let carried = new Exact(0);
  for (const each of before) {
    const left = Exact.max(0, each.allowance.plus(carried).minus(each.used));
    carried = Exact.min(cap, left);
  }
  return allowance.plus(carried);
}

/** The highest threshold that is reached, in per cent; 0 when none is. */
export function reachedThreshold(
  used: Exact,
  quota: Exact,
  thresholds: readonly number[] = USAGE_THRESHOLDS,
): number {
  if (used.isZero()) return 0;
  return thresholds.findLast((each) => used.times(100).gte(quota.times(each))) ?? 0;
}

/** Thresholds crossed upwards now: one notice lists them all. Falling under one re-arms it: it is no longer reached. */
export const crossedThresholds = (
  before: number,
  reached: number,
  thresholds: readonly number[] = USAGE_THRESHOLDS,
): number[] => thresholds.filter((each) => before < each && each <= reached);
