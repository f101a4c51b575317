import {
  Exact,
  addDays,
  earlier,
  floorToMinor,
  later,
  printMinor,
  type LocalDate,
  type Minor,
} from '@rocket/kernel';
import type { SubscriptionSnapshot, UsageAccrual } from './snapshot';

/** What metered use of one unit in one period has come to, ready to be posted. */
export interface DueUsage {
  readonly unit: string;
  readonly periodStart: LocalDate;
  /** Exclusive. */
  readonly periodEnd: LocalDate;
  /** Exact decimals: how much was used, and what it costs in major units with what was carried into the period. */
  readonly quantity: string;
  readonly exact: string;
  /** Whole minor units: rounded down, the one exception to half up (money-rules, "Sub-kopeck metered prices"). */
  readonly amount: Minor;
  /** Major units, less than one minor unit: carried into the next period, or dropped when there is none. */
  readonly rest: string;
}

export interface UsageSettled {
  readonly due: readonly DueUsage[];
  /** What stays with the subscription: what belongs to the period that starts now, and what was carried into it. */
  readonly left: readonly UsageAccrual[];
}

const NOTHING: UsageSettled = { due: [], left: [] };

/** What periods that are over when one starts at `start` have come to, by unit, oldest first. */
export function usageDue(
  subscription: Pick<SubscriptionSnapshot, 'usage' | 'paidTo'>,
  start: LocalDate,
): UsageSettled {
  if (subscription.usage.length === 0) return NOTHING;
  const over = subscription.usage.filter(({ periodStart }) => periodStart < start);
  const left = subscription.usage.filter(({ periodStart }) => periodStart >= start).sort(byUnit);
  const { due, rests } = settle(over, subscription.paidTo, start);
  for (const [unit, rest] of rests) {
    if (rest.isZero()) continue;
    const place = left.findIndex((each) => each.unit === unit);
    const next = left[place];
    if (next) left[place] = { ...next, amount: rest.plus(next.amount).toString() };
    else left.push({ unit, periodStart: start, quantity: '0', amount: rest.toString() });
  }
  return { due, left: left.sort(byUnit) };
}

/** All that metered use has come to when a subscription ends: no period follows, a rest below one minor unit is dropped. */
export const usageAtEnd = (
  subscription: Pick<SubscriptionSnapshot, 'usage' | 'paidTo'>,
  on: LocalDate,
): readonly DueUsage[] => settle(subscription.usage, subscription.paidTo, on).due;

/** What stays owed when a period that costs nothing begins: it names the days on which it was used, however late it is paid. */
export const owedFrom = (
  { usage, paidTo }: Pick<SubscriptionSnapshot, 'usage' | 'paidTo'>,
  start: LocalDate,
): readonly UsageAccrual[] =>
  usage.map((each) =>
    each.periodStart < start && each.periodEnd === undefined
      ? { ...each, periodEnd: each.periodStart < paidTo ? earlier(paidTo, start) : start }
      : each,
  );

function settle(
  accruals: readonly UsageAccrual[],
  paidTo: LocalDate,
  on: LocalDate,
): { due: DueUsage[]; rests: Map<string, Exact> } {
  const rests = new Map<string, Exact>();
  const due = [...accruals]
    .sort(byUnit)
    .map(({ unit, periodStart, periodEnd, quantity, amount }): DueUsage => {
      const exact = new Exact(amount).plus(rests.get(unit) ?? 0);
      const whole = floorToMinor(exact);
      const rest = exact.minus(printMinor(whole));
      rests.set(unit, rest);
      // Another period may have begun before this one was over; what was used in a gap belongs to no paid period.
      const end = periodEnd ?? (periodStart < paidTo ? earlier(paidTo, on) : on);
      return {
        unit,
        periodStart,
        periodEnd: later(end, addDays(periodStart, 1)),
        quantity,
        exact: exact.toString(),
        amount: whole,
        rest: rest.toString(),
      };
    });
  return { due, rests };
}

const byUnit = (a: UsageAccrual, b: UsageAccrual): number =>
  a.unit === b.unit ? (a.periodStart < b.periodStart ? -1 : 1) : a.unit < b.unit ? -1 : 1;
