import { addDays, daysBetween, earlier, later, sum, type LocalDate, type Minor } from '@rocket/kernel';
import { isUsable } from './grants';
import type { Plan } from './plan';
import { planRenewals } from './planner';
import { runInstant } from './run-time';
import { dueOn, isRunning, nextDueOf, type AccountSnapshot } from './snapshot';

/** What one date will bring, if nothing changes in between. */
export interface ForecastDay {
  readonly date: LocalDate;
  readonly plan: Plan;
  /** Money and usable bonus at the end of the run of that date. */
  readonly money: Minor;
  readonly bonus: Minor;
}

/** What lies ahead, and the last day it tells of: earlier than asked when there is more to play than is played. */
export interface Forecast {
  readonly days: readonly ForecastDay[];
  readonly until: LocalDate;
}

/** Three years of an account that is charged every day. */
const MOST_RUNS = 1101;

/**
 * Plays the runs of every date from `from` to `until` by the same planner the real run uses, on the same data.
 * A contract under notice is played to its end. Only days on which something happens are returned, no more than `most` of them. At most
 * 1,101 runs are played.
 */
export function foresee(
  account: AccountSnapshot,
  from: LocalDate,
  until: LocalDate,
  now: Date,
  most = Infinity,
): Forecast {
  const days: ForecastDay[] = [];
  let state = account;
  // A contract is over before the run of its last night: nothing is charged any more, and of the days after it that is all there is.
  const { contractEndsOn: end } = account;
  const last = end ? earlier(until, addDays(end, -1)) : until;
  // A run takes up only accounts with something to decide: the days between are skipped as it skips them.
  let date = nextRunOf(state, addDays(from, -1));
  for (let runs = 0; date !== null && date <= last && days.length < most; runs += 1) {
    if (runs === MOST_RUNS) return { days, until: addDays(date, -1) };
    const run = runInstant(date, account.timeZone);
    const at = run > now ? run : now;
    const plan = planRenewals(state, { businessDate: date, today: date, now: at });
    state = plan.after;
    const isChanged = plan.changes.length > 0;
    if (isChanged) days.push({ date, plan, money: state.money, bonus: usableBonus(state, at) });
    date = isChanged || mayComeTrue(state, at) ? nextRunOf(state, date) : nextPaymentOf(state, date);
  }
  return { days, until };
}

/** The days of `foresee`, for whoever asks of a time it tells all of. */
export const forecastRenewals = (...asked: Parameters<typeof foresee>): readonly ForecastDay[] =>
  foresee(...asked).days;

/**
 * What is suspended is tried every day, and a forecast brings no money: what was tried in vain may yet be paid only when something
 * of a later day comes to hold for it, be it a bonus, a price, a quantity, a free term or the end of metered use.
 */
const mayComeTrue = ({ subscriptions, grants }: AccountSnapshot, at: Date): boolean =>
  grants.some(({ effectiveAt, remaining }) => remaining > 0n && effectiveAt > at) ||
  subscriptions.some(
    ({ state, announced, usage, freeTerms, seats }) =>
      state === 'suspended' &&
      (announced.length > 0 ||
        usage.length > 0 ||
        (freeTerms?.length ?? 0) > 0 ||
        (seats?.told.length ?? 0) > 0),
  );

/** The first day after `day` on which something that runs has to be paid for; null when nothing runs. */
function nextPaymentOf({ subscriptions, outages }: AccountSnapshot, day: LocalDate): LocalDate | null {
  const due = subscriptions.filter(isRunning).map((subscription) => dueOn(subscription, outages));
  return due.length === 0 ? null : later(due.reduce(earlier), addDays(day, 1));
}

/** The first day after `day` on which a run takes the account up; null when it never will again. */
function nextRunOf(account: AccountSnapshot, day: LocalDate): LocalDate | null {
  const due = nextDueOf(account, day);
  return due === null ? null : later(due, addDays(day, 1));
}

export const usableBonus = (account: AccountSnapshot, at: Date): Minor =>
  sum(
    account.grants.filter((grant) => isUsable(grant, { from: at, to: at })).map((grant) => grant.remaining),
  );

export interface BalanceForecast {
  /** The first date on which something will be suspended for lack of money; null when it lasts past the horizon. */
  readonly emptyOn: LocalDate | null;
  readonly daysLeft: number | null;
  /** What the next 30 days ask for, whether or not the balance reaches. */
  readonly next30Days: Minor;
}

const HORIZON_DAYS = 400;
const PLENTY: Minor = 10n ** 17n;

/** When money runs out, by the calendar of real renewals and not by an average (rule 26). */
export function forecastBalance(
  account: AccountSnapshot,
  from: LocalDate,
  today: LocalDate,
  now: Date,
  horizonDays = HORIZON_DAYS,
): BalanceForecast {
  let emptyOn: LocalDate | null = null;
  for (const day of forecastRenewals(account, from, addDays(today, horizonDays), now)) {
    const short = day.plan.changes.find((change) => change.kind === 'suspended');
    if (short) {
      emptyOn = later(short.on, today);
      break;
    }
  }
  const asked = forecastRenewals({ ...account, money: PLENTY }, from, addDays(from, 29), now);
  const next30Days = sum(
    asked.flatMap(({ plan }) => [...plan.usage, ...plan.charges].map(({ amount }) => amount)),
  );
  return { emptyOn, daysLeft: emptyOn === null ? null : daysBetween(today, emptyOn), next30Days };
}
