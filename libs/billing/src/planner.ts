import { later, smaller, sum, type LocalDate, type Minor } from '@rocket/kernel';
import { freeEnd, freeTermAt, takeFreeTerm } from './free-term';
import { AT_ONCE, firstDayIfKnown, firstDayOf } from './first-day';
import { afterUses, draw, isUsable, pay, type Draw, type GrantState, type Moment } from './grants';
import { anchoredAt, extendOver, periodEnd } from './periods';
import type { Plan, PlannedChange, PlannedCharge, PlannedUsage, PlanningTime } from './plan';
import { priceAt } from './price-changes';
import { costOf } from './pricing';
import { quantityAt } from './quantity-at';
import {
  dueOn,
  inCustomersOrder,
  isRunning,
  reasonToEnd,
  type AccountSnapshot,
  type EndReason,
  type SubscriptionSnapshot,
} from './snapshot';
import { missedDay, momentOfRun } from './run-time';
import { owedFrom, usageAtEnd, usageDue, type DueUsage } from './usage-charges';

/**
 * Decides what the renewal run of a business date does with one account. The real run, the dry run, the forecast and the
 * sandbox all call it; nothing else decides what is charged (rules 11–15; decision 3 of the house).
 *
 * Missed dates are played one by one, oldest first, each in the customer's order: a period is paid whole or not at all,
 * what does not fit is suspended, cheaper ones after it are still tried. Days of suspension and recorded outages are
 * never charged. Suspended subscriptions are tried again when the run is today's.
 *
 * Refuses nothing: too little money is an answer, not an error.
 */
export function planRenewals(account: AccountSnapshot, time: PlanningTime): Plan {
  const planning = new Planning(account);
  for (
    let date = planning.firstDue();
    date !== null && date < time.businessDate;
    date = planning.firstDue()
  ) {
    planning.play(date, missedDay(date, account.timeZone), false);
  }
  const isToday = time.businessDate >= time.today;
  planning.play(time.businessDate, momentOfRun(time, account.timeZone), isToday);
  return planning.plan();
}

/** What more money makes possible at once: suspended subscriptions resume in the customer's order (rules 6.4, 15). */
export function planResumption(account: AccountSnapshot, today: LocalDate, now: Date): Plan {
  const planning = new Planning(account);
  planning.resume(today, { from: now, to: now });
  return planning.plan();
}

/** Renews one running subscription whose period is over, before it is changed (http-api, "Between the end…"). */
export function planOne(account: AccountSnapshot, subscriptionId: string, today: LocalDate, now: Date): Plan {
  const planning = new Planning(account, subscriptionId);
  for (let date = planning.firstDue(); date !== null && date <= today; date = planning.firstDue()) {
    planning.play(date, date === today ? { from: now, to: now } : missedDay(date, account.timeZone), false);
  }
  return planning.plan();
}

/**
 * The first charge of a subscription that was just connected without a trial, or what is missing for it. The period
 * starts on the day the offer says, counted from today's payment.
 * @param previousEnd the exclusive end of what the account paid for this product before, when that is not over
 * @param paidOn when the money came that is written down today; left out: today
 * @throws DomainError `calendar_unknown`
 */
export function planStart(
  account: AccountSnapshot,
  subscriptionId: string,
  today: LocalDate,
  now: Date,
  previousEnd: LocalDate | null = null,
  paidOn: LocalDate = today,
): Plan | Shortfall {
  const planning = new Planning(account, subscriptionId);
  return planning.start(today, { from: now, to: now }, previousEnd, paidOn) ?? planning.plan();
}

/**
 * What a subscription has used of metered units, posted before another period of it begins today, or what is missing for it.
 * It stays as it is otherwise.
 */
export function planUsage(
  account: AccountSnapshot,
  subscriptionId: string,
  today: LocalDate,
  now: Date,
): Plan | Shortfall {
  const planning = new Planning(account, subscriptionId);
  return planning.settleUsage(today, { from: now, to: now }) ?? planning.plan();
}

/**
 * Use that ends by hand or with the contract: what metered units have come to is posted as far as the balance reaches. What
 * it does not reach is the seller's loss, written down and never owed: no money stands behind it.
 */
export function planClosing(
  account: AccountSnapshot,
  today: LocalDate,
  now: Date,
  subscriptionId?: string,
): Plan {
  const planning = new Planning(account, subscriptionId);
  planning.close(today, { from: now, to: now });
  return planning.plan();
}

interface Shortfall {
  readonly required: Minor;
  readonly available: Minor;
}

class Planning {
  private money: Minor;
  private grants: readonly GrantState[];
  private readonly subscriptions: SubscriptionSnapshot[];
  private readonly usage: PlannedUsage[] = [];
  private readonly charges: PlannedCharge[] = [];
  private readonly changes: PlannedChange[] = [];

  constructor(
    private readonly account: AccountSnapshot,
    private readonly only?: string,
  ) {
    this.money = account.money;
    this.grants = account.grants;
    this.subscriptions = [...account.subscriptions].sort(inCustomersOrder);
  }

  plan(): Plan {
    const after = {
      ...this.account,
      money: this.money,
      grants: this.grants,
      subscriptions: this.subscriptions,
    };
    return { usage: this.usage, charges: this.charges, changes: this.changes, after };
  }

  /** The oldest day on which a running subscription has to be paid, or null when nothing runs. */
  firstDue(): LocalDate | null {
    let first: LocalDate | null = null;
    for (const subscription of this.subscriptions) {
      if (!isRunning(subscription) || this.isOther(subscription)) continue;
      const due = this.dueOn(subscription);
      if (first === null || due < first) first = due;
    }
    return first;
  }

  play(date: LocalDate, moment: Moment, mayResume: boolean): void {
    for (const [index, subscription] of this.subscriptions.entries()) {
      if (this.isOther(subscription)) continue;
      if (isRunning(subscription) && this.dueOn(subscription) <= date) this.renew(index, date, moment);
      else if (mayResume && subscription.state === 'suspended') this.tryToResume(index, date, moment);
    }
  }

  start(
    today: LocalDate,
    moment: Moment,
    previousEnd: LocalDate | null,
    paidOn: LocalDate,
  ): Shortfall | null {
    const index = this.subscriptions.findIndex((subscription) => !this.isOther(subscription));
    if (this.takeFreeTerm(index, today, moment, 'started')) return null;
    const first = later(today, firstDayOf(this.account.starts ?? AT_ONCE, paidOn, previousEnd));
    const bought = { ...this.subscriptions[index]!, anchor: first };
    return this.charge(index, bought, first, moment, 'started', today);
  }

  resume(today: LocalDate, moment: Moment): void {
    for (const [index, subscription] of this.subscriptions.entries()) {
      if (subscription.state === 'suspended') this.tryToResume(index, today, moment);
    }
  }

  settleUsage(today: LocalDate, moment: Moment): Shortfall | null {
    const index = this.subscriptions.findIndex((subscription) => !this.isOther(subscription));
    return this.postUsage(index, today, moment);
  }

  close(on: LocalDate, moment: Moment): void {
    for (const [index, subscription] of this.subscriptions.entries()) {
      if (!this.isOther(subscription) && subscription.state !== 'ended') this.closeUsage(index, on, moment);
    }
  }

  private isOther(subscription: SubscriptionSnapshot): boolean {
    return this.only !== undefined && subscription.id !== this.only;
  }

  private dueOn(subscription: SubscriptionSnapshot): LocalDate {
    return dueOn(subscription, this.account.outages);
  }

  private renew(index: number, date: LocalDate, moment: Moment): void {
    const start = this.dueOn(this.subscriptions[index]!);
    if (this.takeFreeTerm(index, start, moment, 'renewed')) return;
    const reason = reasonToEnd(this.subscriptions[index]!, this.account, start);
    if (reason !== null) return this.end(index, start, reason, moment);
    // The period is over whether or not another follows: what was used in it is paid when the balance reaches.
    this.postUsage(index, start, moment);
    const subscription = this.subscriptions[index]!;
    if (this.account.heldByStaff) return this.hold(index, start);
    const short = this.charge(index, anchoredAt(subscription, start), start, moment, 'renewed');
    if (short) {
      this.subscriptions[index] = { ...subscription, state: 'suspended', paidTo: start };
      this.changes.push({
        kind: 'suspended',
        subscriptionId: subscription.id,
        productCode: subscription.productCode,
        on: start,
        ...short,
      });
    }
  }

  private tryToResume(index: number, today: LocalDate, moment: Moment): void {
    const subscription = this.subscriptions[index]!;
    if (this.takeFreeTerm(index, today, moment, 'resumed')) return;
    const first = firstDayIfKnown(this.account.starts ?? AT_ONCE, today);
    const reason = reasonToEnd(subscription, this.account, first ?? today);
    if (reason !== null) return this.end(index, first ?? today, reason, moment);
    if (this.account.heldByStaff || first === null) return;
    // The new period counts from its first day, which becomes the new anchor.
    this.charge(index, { ...subscription, anchor: first }, first, moment, 'resumed', today);
  }

  private end(index: number, on: LocalDate, reason: EndReason, moment: Moment): void {
    this.closeUsage(index, on, moment);
    const subscription = this.subscriptions[index]!;
    this.subscriptions[index] = { ...subscription, state: 'ended' };
    this.changes.push({
      kind: 'ended',
      subscriptionId: subscription.id,
      productCode: subscription.productCode,
      on,
      reason,
    });
  }

  private hold(index: number, on: LocalDate): void {
    const subscription = this.subscriptions[index]!;
    this.subscriptions[index] = { ...subscription, state: 'suspended', paidTo: on };
    this.changes.push({
      kind: 'held',
      subscriptionId: subscription.id,
      productCode: subscription.productCode,
      on,
    });
  }

  /**
   * A free term comes before any charge, and before the end of what does not renew by itself. Nothing is given after the contract
   * (6.7), nor while staff hold the account. Units above it are paid for by what is connected just now, or renews.
   */
  private takeFreeTerm(
    index: number,
    start: LocalDate,
    moment: Moment,
    kind: 'renewed' | 'resumed' | 'started',
  ): boolean {
    const { burnDown, outages, terminated, heldByStaff } = this.account;
    const waits = terminated || heldByStaff;
    const term = waits ? null : freeTermAt(this.subscriptions[index]!, start);
    if (term === null) return false;
    this.postUsage(index, start, moment);
    const unpaid = this.subscriptions[index]!;
    const subscription = { ...unpaid, usage: owedFrom(unpaid, start) };
    const end = extendOver(start, freeEnd(term, start), subscription.productCode, outages);
    const usable = this.usable(moment);
    const isPaid = kind === 'started' || reasonToEnd(subscription, this.account, start) === null;
    const pay = (amount: Minor): Draw | null =>
      (isPaid || amount === 0n) && amount <= this.available(moment)
        ? draw(amount, this.money, usable, burnDown)
        : null;
    const { charge, after } = takeFreeTerm(subscription, term, { start, end }, pay);
    this.money -= charge.draw.money;
    this.grants = afterUses(this.grants, charge.draw.uses);
    this.charges.push(charge);
    const { id, productCode } = subscription;
    this.changes.push({ kind, subscriptionId: id, productCode, on: start, paidTo: end });
    this.subscriptions[index] = after;
    return true;
  }

  /** Takes what periods before `start` have come to: all of it, or nothing and what is missing. It stays owed then. */
  private postUsage(index: number, start: LocalDate, moment: Moment): Shortfall | null {
    const subscription = this.subscriptions[index]!;
    const { due, left } = usageDue(subscription, start);
    const required = sum(due.map(({ amount }) => amount));
    const available = this.available(moment);
    if (required > available) return { required, available };
    for (const each of due) this.take(subscription, each, start, moment);
    this.subscriptions[index] = { ...subscription, usage: left };
    return null;
  }

  /** Takes what there is for all that was used: nothing is owed after the end. */
  private closeUsage(index: number, on: LocalDate, moment: Moment): void {
    const subscription = this.subscriptions[index]!;
    for (const each of usageAtEnd(subscription, on)) this.take(subscription, each, on, moment);
    this.subscriptions[index] = { ...subscription, usage: [] };
  }

  private take(
    { id, productCode }: SubscriptionSnapshot,
    due: DueUsage,
    on: LocalDate,
    moment: Moment,
  ): void {
    const amount = smaller(due.amount, this.available(moment));
    const drawn = this.spend(amount, moment)!;
    this.usage.push({
      ...due,
      subscriptionId: id,
      productCode,
      businessDate: on,
      amount,
      unpaid: due.amount - amount,
      draw: drawn,
    });
  }

  private usable(moment: Moment): readonly GrantState[] {
    return this.grants.filter((grant) => isUsable(grant, moment));
  }

  /** Of an account that is never billed nothing can be had, whatever lies on it. */
  private available(moment: Moment): Minor {
    if (this.account.neverBilled) return 0n;
    return this.usable(moment).reduce((total, grant) => total + grant.remaining, this.money);
  }

  /** Spends an amount, or nothing when there is less. */
  private spend(amount: Minor, moment: Moment): Draw | null {
    const paid = pay({ money: this.money, grants: this.grants }, amount, moment, this.account.burnDown);
    if (paid === null) return null;
    this.money = paid.money;
    this.grants = paid.grants;
    return paid.draw;
  }

  /**
   * Charges the period that starts at `start` together with what is still owed for metered use, or answers what was missing
   * for both.
   */
  private charge(
    index: number,
    subscription: SubscriptionSnapshot,
    start: LocalDate,
    moment: Moment,
    kind: 'renewed' | 'resumed' | 'started',
    businessDate = start,
  ): Shortfall | null {
    const price = priceAt(subscription.price, subscription.period, subscription.announced, start);
    const quantity = quantityAt(subscription, price, start);
    const cost = costOf(price, quantity);
    const creditUsed = smaller(cost, subscription.credit);
    const amount = cost - creditUsed;
    const { due, left } = usageDue(subscription, start);
    const required = amount + sum(due.map((each) => each.amount));
    const available = this.available(moment);
    if (required > available) return { required, available };
    for (const each of due) this.take(subscription, each, businessDate, moment);
    const drawn = this.spend(amount, moment)!;
    const { id, productCode } = subscription;
    const end = periodEnd(subscription, start, this.account.outages);
    this.charges.push({
      subscriptionId: id,
      productCode,
      periodStart: start,
      periodEnd: end.paidTo,
      businessDate,
      quantity,
      price,
      cost,
      amount,
      creditUsed,
      draw: drawn,
    });
    this.changes.push({ kind, subscriptionId: id, productCode, on: start, paidTo: end.paidTo });
    this.subscriptions[index] = {
      ...subscription,
      state: 'active',
      quantity,
      price,
      anchor: end.anchor,
      paidTo: end.paidTo,
      credit: subscription.credit - creditUsed,
      freeQuantity: null,
      usage: left,
      ...(subscription.renewsOnce ? { renewsOnce: false } : {}),
    };
    return null;
  }
}
