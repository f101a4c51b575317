import type { AnnouncedPrice } from '../price-changes';
import type { PriceTerms } from '../pricing';
import type { AccountSnapshot, SubscriptionSnapshot } from '../snapshot';
import { dayNumber, monthsLater, textOf, type DayNumber } from './naive-days';

/**
 * A second opinion on renewals, for tests only: a ledger that walks through every single day, marks each day of each
 * subscription on a wall calendar and looks for the best bonus lot by hand. Slow, plain, and of no code of the planner.
 */
type Mark = 'paid' | 'outage' | 'off';

interface Lot {
  readonly id: string;
  readonly priority: number;
  readonly from: number;
  readonly until: number;
  left: bigint;
}

interface Line {
  readonly id: string;
  readonly product: string;
  readonly rank: number;
  readonly quantity: number;
  readonly unit: 'day' | 'month' | 'year';
  readonly count: number;
  state: SubscriptionSnapshot['state'];
  price: PriceTerms;
  /** The day of the month to which boundaries cling. */
  clingsTo: number;
  /** Where the next period is expected to start. */
  boundary: DayNumber;
  readonly since: DayNumber;
  readonly calendar: Map<DayNumber, Mark>;
  credit: bigint;
  renews: boolean;
  prices: AnnouncedPrice[];
  /** What metered use came to and is not posted. */
  used: NaiveUse[];
}

/** Metered use of one unit since a day, in billionths of a rouble. */
export interface NaiveUse {
  readonly unit: string;
  readonly since: DayNumber;
  amount: bigint;
}

export interface NaivePosting {
  readonly id: string;
  readonly unit: string;
  readonly start: string;
  readonly amount: bigint;
  readonly unpaid: bigint;
  readonly money: bigint;
  readonly lots: readonly (readonly [string, bigint])[];
}

export interface NaiveCharge {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly amount: bigint;
  readonly money: bigint;
  readonly lots: readonly (readonly [string, bigint])[];
}

interface Hours {
  readonly from: number;
  readonly to: number;
}

const DAY = 86_400_000;

export class NaiveLedger {
  money: bigint;
  readonly lots: Lot[] = [];
  readonly lines: Line[];
  readonly charges: NaiveCharge[] = [];
  readonly postings: NaivePosting[] = [];
  heldByStaff = false;
  terminated = false;
  private readonly broken: { from: DayNumber; to: DayNumber; product: string | null }[] = [];
  private readonly moneyFirst: boolean;
  /** Days before this one are settled. */
  private open: DayNumber;

  /** @param utcOffsetHours of the seller's zone, which has no summer time */
  constructor(
    account: AccountSnapshot,
    private readonly utcOffsetHours: number,
  ) {
    this.money = account.money;
    this.moneyFirst = account.burnDown === 'money_first';
    this.lines = account.subscriptions.map(toLine);
    this.open = Math.min(...this.lines.map((line) => line.since), Number.MAX_SAFE_INTEGER);
    for (const grant of account.grants)
      this.addLot(grant.id, grant.remaining, grant.priority, grant.effectiveAt, grant.expiresAt);
    for (const each of account.outages) this.breakDown(each.from, each.to, each.productCode);
  }

  addLot(id: string, left: bigint, priority: number, from: Date, until: Date | null): void {
    this.lots.push({ id, left, priority, from: from.getTime(), until: until ? until.getTime() : Infinity });
  }

  breakDown(from: string, to: string, product: string | null): void {
    this.broken.push({ from: dayNumber(from), to: dayNumber(to), product });
  }

  /** Settles every open day up to `runDate`; only the run of today lets anything resume. */
  run(runDate: string, today: string, now: Date): void {
    const last = dayNumber(runDate);
    const isToday = last >= dayNumber(today);
    if (this.open > last && isToday) this.topUp(today, now);
    for (let day = this.open; day <= last; day += 1) {
      const isNow = day === last && isToday;
      const midnight = day * DAY - this.utcOffsetHours * 3_600_000;
      const hours = isNow ? instant(now) : { from: midnight, to: midnight + DAY - 1 };
      for (const line of this.byRank()) this.settle(line, day, hours, isNow);
    }
    this.open = Math.max(this.open, last + 1);
  }

  /** More money has come: what waits is tried, what runs is left alone. */
  topUp(today: string, now: Date): void {
    for (const line of this.byRank()) {
      if (line.state === 'suspended') this.resume(line, dayNumber(today), instant(now));
    }
  }

  private settle(line: Line, day: DayNumber, hours: Hours, isNow: boolean): void {
    if (line.state === 'suspended' && isNow) this.resume(line, day, hours);
    else if (line.state === 'trial' || line.state === 'active') {
      if (day < line.since || line.calendar.has(day)) return;
      if (this.isBroken(line, day)) line.calendar.set(day, 'outage');
      else this.fallDue(line, day, hours);
    }
  }

  private fallDue(line: Line, day: DayNumber, hours: Hours): void {
    if (this.mustEnd(line, day)) return this.end(line, hours);
    if (this.owed(line, day) <= this.reach(hours)) this.postUse(line, day, hours);
    if (this.heldByStaff || !this.pay(line, day, hours, day !== line.boundary)) {
      line.state = 'suspended';
      line.boundary = day;
    }
  }

  private resume(line: Line, day: DayNumber, hours: Hours): void {
    if (this.mustEnd(line, day)) this.end(line, hours);
    else if (!this.heldByStaff && this.pay(line, day, hours, true)) {
      for (let missed = line.since; missed < day; missed += 1) {
        if (!line.calendar.has(missed)) line.calendar.set(missed, 'off');
      }
    }
  }

  private mustEnd(line: Line, day: DayNumber): boolean {
    return !line.renews || this.terminated || this.newestOn(line, day)?.refused === true;
  }

  private end(line: Line, hours: Hours): void {
    line.state = 'ended';
    this.postUse(line, Number.MAX_SAFE_INTEGER, hours);
    line.used = [];
  }

  /** Whole kopecks of everything used before a day; parts of a kopeck run on from one period of a unit into the next. */
  private owed(line: Line, day: DayNumber): bigint {
    let owed = 0n;
    for (const unit of new Set(line.used.map((use) => use.unit))) {
      let billionths = 0n;
      for (const use of line.used) if (use.unit === unit && use.since < day) billionths += use.amount;
      owed += billionths / KOPECK;
    }
    return owed;
  }

  private reach(hours: Hours): bigint {
    let all = this.money;
    for (const lot of this.lots) if (isAlive(lot, hours)) all += lot.left;
    return all;
  }

  /** Posts what was used before a day, unit by unit, as far as the money goes. */
  private postUse(line: Line, day: DayNumber, hours: Hours): void {
    const over = line.used.filter((use) => use.since < day);
    line.used = line.used.filter((use) => use.since >= day);
    over.sort((a, b) => a.unit.localeCompare(b.unit) || a.since - b.since);
    for (const [index, use] of over.entries()) {
      const whole = use.amount / KOPECK;
      const reach = this.reach(hours);
      const amount = whole < reach ? whole : reach;
      const taken = this.take(amount, hours);
      this.postings.push({
        id: line.id,
        unit: use.unit,
        start: textOf(use.since),
        amount,
        unpaid: whole - amount,
        ...taken,
      });
      const rest = use.amount % KOPECK;
      const next = over[index + 1];
      if (rest === 0n) continue;
      if (next?.unit === use.unit) next.amount += rest;
      else if (day !== Number.MAX_SAFE_INTEGER)
        useMore(line, { unit: use.unit, since: firstAfter(line, use.unit, day), amount: rest });
    }
  }

  /** Takes an amount that is known to be there. */
  private take(amount: bigint, hours: Hours): { money: bigint; lots: (readonly [string, bigint])[] } {
    const usable = this.lots.filter((lot) => isAlive(lot, hours));
    let bonus = 0n;
    for (const lot of usable) bonus += lot.left;
    let fromLots = amount < bonus ? amount : bonus;
    if (this.moneyFirst) fromLots = amount > this.money ? amount - this.money : 0n;
    const money = amount - fromLots;
    this.money -= money;
    const lots: [string, bigint][] = [];
    while (fromLots > 0n) {
      const best = usable.filter((lot) => lot.left > 0n).reduce((a, b) => (burnsBefore(b, a) ? b : a));
      const part = best.left < fromLots ? best.left : fromLots;
      best.left -= part;
      fromLots -= part;
      lots.push([best.id, part]);
    }
    return { money, lots };
  }

  /** Takes the whole price of the period that starts on `day`, or nothing. */
  private pay(line: Line, day: DayNumber, hours: Hours, startsAnew: boolean): boolean {
    const price = this.newestOn(line, day)?.price ?? line.price;
    const cost = naiveCost(price, line.quantity);
    const credit = cost < line.credit ? cost : line.credit;
    const amount = cost - credit;
    if (this.reach(hours) < amount + this.owed(line, day)) return false;
    this.postUse(line, day, hours);
    const { money, lots } = this.take(amount, hours);
    line.credit -= credit;
    line.price = price;
    line.state = 'active';
    const end = this.cover(line, day, startsAnew);
    this.charges.push({ id: line.id, start: textOf(day), end: textOf(end), amount, money, lots });
    return true;
  }

  /** Crosses out the days of a period on the calendar; days of an outage do not count. Answers the day after it. */
  private cover(line: Line, start: DayNumber, startsAnew: boolean): DayNumber {
    if (startsAnew) line.clingsTo = +textOf(start).slice(8);
    const natural =
      line.unit === 'day'
        ? start + line.count
        : monthsLater(start, line.count * (line.unit === 'year' ? 12 : 1), line.clingsTo);
    let day = start;
    for (let usable = 0; usable < natural - start; day += 1) {
      const lost = this.isBroken(line, day);
      const mark = line.calendar.get(day);
      if (mark !== undefined && mark !== 'outage') throw new Error(`${line.id} pays ${textOf(day)} twice`);
      line.calendar.set(day, lost ? 'outage' : 'paid');
      if (!lost) usable += 1;
    }
    if (day !== natural) line.clingsTo = +textOf(day).slice(8);
    line.boundary = day;
    return day;
  }

  private isBroken(line: Line, day: DayNumber): boolean {
    return this.broken.some(
      (each) => (each.product === null || each.product === line.product) && each.from <= day && day < each.to,
    );
  }

  private newestOn(line: Line, day: DayNumber): AnnouncedPrice | undefined {
    const fitting = line.prices.filter(
      ({ period, effectiveOn }) =>
        period.unit === line.unit && period.count === line.count && dayNumber(effectiveOn) <= day,
    );
    return fitting.sort(
      (a, b) =>
        dayNumber(b.effectiveOn) - dayNumber(a.effectiveOn) ||
        b.announcedAt.getTime() - a.announcedAt.getTime(),
    )[0];
  }

  private byRank(): Line[] {
    return [...this.lines].sort((a, b) => a.rank - b.rank || a.id.localeCompare(b.id));
  }
}

const KOPECK = 10_000_000n;
const isAlive = (lot: Lot, hours: Hours): boolean =>
  lot.left > 0n && lot.from <= hours.to && lot.until > hours.from;

/** The period that a rest is carried into: the next in which the unit was used, else the one that starts. */
const firstAfter = (line: Line, unit: string, day: DayNumber): DayNumber => {
  const later = line.used.filter((use) => use.unit === unit).map((use) => use.since);
  return later.length > 0 ? Math.min(...later) : day;
};

/** Adds to what a unit came to since the same day. */
export function useMore(line: { used: NaiveUse[] }, use: NaiveUse): void {
  const same = line.used.find(({ unit, since }) => unit === use.unit && since === use.since);
  if (same) same.amount += use.amount;
  else line.used.push({ ...use });
}

const instant = (at: Date): Hours => ({ from: at.getTime(), to: at.getTime() });

/** Does `a` burn before `b`? */
function burnsBefore(a: Lot, b: Lot): boolean {
  if (a.priority !== b.priority) return a.priority < b.priority;
  if (a.until !== b.until) return a.until < b.until;
  if (a.from !== b.from) return a.from < b.from;
  return a.id < b.id;
}

/** Unit by unit, in billionths of a rouble, half up at the end. */
function naiveCost(price: PriceTerms, quantity: number): bigint {
  let billionths = 0n;
  const add = (decimal: string) => {
    const [whole, fraction = ''] = decimal.split('.');
    billionths += BigInt(whole + fraction.padEnd(9, '0'));
  };
  const tierOf = (unit: number) =>
    price.tiers?.find(({ upTo }) => upTo === null || unit <= upTo) ?? price.tiers?.at(-1);
  let tierBefore: unknown = null;
  for (let unit = 1; unit <= quantity; unit += 1) {
    if (price.packSize && !price.tiers && unit % price.packSize !== 1) continue;
    const tier = tierOf(price.tierMode === 'volume' ? quantity : unit);
    add(tier?.unitPrice ?? price.unitPrice);
    if (tier !== tierBefore && tier?.flatFee) add(tier.flatFee);
    tierBefore = tier;
  }
  const rest = billionths % 10_000_000n;
  return billionths / 10_000_000n + (rest >= 5_000_000n ? 1n : 0n);
}

const toLine = (each: SubscriptionSnapshot): Line => ({
  id: each.id,
  product: each.productCode,
  rank: each.rank,
  quantity: each.quantity,
  unit: each.period.unit,
  count: each.period.count,
  state: each.state,
  price: each.price,
  clingsTo: +each.anchor.slice(8),
  boundary: dayNumber(each.paidTo),
  since: dayNumber(each.paidTo),
  calendar: new Map(),
  credit: each.credit,
  renews: each.autoRenew,
  prices: [...each.announced],
  used: each.usage.map(({ unit, periodStart, amount }) => ({
    unit,
    since: dayNumber(periodStart),
    amount: BigInt(amount.replace('.', '')),
  })),
});
