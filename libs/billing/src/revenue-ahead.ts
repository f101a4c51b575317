import { addDays, larger, sum, type LocalDate, type Minor } from '@rocket/kernel';
import { forecastRenewals } from './forecast';
import { bonusOf } from './grants';
import type { AccountSnapshot } from './snapshot';

/** Charges to come of one account within some days from the next run on, in minor units. */
export interface RevenueAhead {
  /** Will be charged with what is on the balance: money, which is revenue, and bonus, which is not. */
  readonly money: Minor;
  readonly bonus: Minor;
  /** Falls due for what runs now and the balance does not reach. */
  readonly atRisk: Minor;
  /** Would be charged for what is suspended already, if the balance were topped up today. */
  readonly stopped: Minor;
}

/** Enough for anything: what the account would be charged if money were no question. */
const PLENTY: Minor = 10n ** 17n;

/**
 * What the next runs will take from an account, by the planner that makes them: once as the account stands, once as if money
 * were no question. The difference is what money lacks; it is never below zero. One answer for each number of days, from `from` on.
 */
export function revenueAhead(
  account: AccountSnapshot,
  from: LocalDate,
  days: readonly number[],
  now: Date,
): RevenueAhead[] {
  const until = addDays(from, Math.max(...days) - 1);
  const suspended = new Set(
    account.subscriptions.filter(({ state }) => state === 'suspended').map(({ id }) => id),
  );
  const real = chargesOf(account, from, until, now);
  // Whoever lacks nothing is charged the same with any amount of money.
  const lacks = suspended.size > 0 || real.isShort;
  const asked = lacks ? chargesOf({ ...account, money: account.money + PLENTY }, from, until, now) : real;
  return days.map((length) => {
    const last = addDays(from, length - 1);
    const within = ({ on }: ChargeAhead): boolean => on <= last;
    const [got, due] = [real.charges.filter(within), asked.charges.filter(within)];
    const isStopped = ({ subscriptionId }: ChargeAhead): boolean => suspended.has(subscriptionId);
    const isRunning = (charge: ChargeAhead): boolean => !isStopped(charge);
    return {
      money: sum(got.map(({ money }) => money)),
      bonus: sum(got.map(({ bonus }) => bonus)),
      atRisk: larger(0n, worth(due.filter(isRunning)) - worth(got.filter(isRunning))),
      stopped: larger(0n, worth(due.filter(isStopped)) - worth(got.filter(isStopped))),
    };
  });
}

const worth = (charges: readonly ChargeAhead[]): Minor =>
  sum(charges.map(({ money, bonus }) => money + bonus));

interface ChargeAhead {
  readonly on: LocalDate;
  readonly subscriptionId: string;
  readonly money: Minor;
  readonly bonus: Minor;
}

function chargesOf(
  account: AccountSnapshot,
  from: LocalDate,
  until: LocalDate,
  now: Date,
): { charges: ChargeAhead[]; isShort: boolean } {
  const ahead = forecastRenewals(account, from, until, now);
  return {
    charges: ahead.flatMap(({ date, plan }) =>
      [...plan.usage, ...plan.charges].map(({ subscriptionId, draw }) => ({
        ...{ on: date, subscriptionId, money: draw.money },
        bonus: bonusOf(draw),
      })),
    ),
    isShort: ahead.some(({ plan }) => plan.changes.some(({ kind }) => kind === 'suspended')),
  };
}
