import { later, sum, type LocalDate, type Minor } from '@rocket/kernel';
import { forecastRenewals, usableBonus } from './forecast';
import { dueOn, isRunning, type AccountSnapshot } from './snapshot';

/** More than anything costs: what will be asked for, whatever there is. */
const PLENTY: Minor = 10n ** 17n;

/** The next period of a subscription that runs, as a card would have to pay it. */
export interface PeriodAhead {
  readonly subscriptionId: string;
  readonly productCode: string;
  /** The first day of the period, and the day of its charge. */
  readonly periodStart: LocalDate;
  /** Exclusive. */
  readonly periodEnd: LocalDate;
  /** The whole cost of the period by its tariff, minor units: a card is never charged a part of it (Alfa CRM 5.6). */
  readonly cost: Minor;
  /** The balance and usable bonus reach for it, after everything that is charged before it. */
  readonly isCovered: boolean;
}

/**
 * The period each running subscription has to pay next, by the day it begins, in the order the run charges them. What ends
 * instead of being renewed, what is free and what is suspended is left out: a card pays ahead, not for what has stopped.
 * @param from the date of the next run
 * @param until the last day on which a period may begin; left out, as far as the last of them
 */
export function periodsAhead(
  account: AccountSnapshot,
  from: LocalDate,
  now: Date,
  until?: LocalDate,
): PeriodAhead[] {
  const running = account.subscriptions.filter((each) => isRunning(each) && each.autoRenew);
  if (running.length === 0 || account.heldByStaff || account.terminated || account.neverBilled) return [];
  const last = until ?? running.map((each) => dueOn(each, account.outages)).reduce(later);
  const next = new Map<string, PeriodAhead>();
  let available = account.money + usableBonus(account, now);
  for (const { plan } of forecastRenewals({ ...account, money: PLENTY }, from, last, now)) {
    available -= sum(plan.usage.map(({ amount }) => amount));
    for (const charge of plan.charges) {
      const isCovered = available >= charge.amount;
      const isNext =
        running.some(({ id }) => id === charge.subscriptionId) && !next.has(charge.subscriptionId);
      if (isNext && charge.amount > 0n) {
        const { subscriptionId, productCode, periodStart, periodEnd, cost } = charge;
        next.set(subscriptionId, { subscriptionId, productCode, periodStart, periodEnd, cost, isCovered });
      }
      if (isCovered) available -= charge.amount;
    }
  }
  return [...next.values()];
}
