import { addDays, instantOf, type LocalDate, type Minor } from '@rocket/kernel';
import type { Plan, PlannedCharge, PlannedUsage } from '../plan';
import { planRenewals, planResumption } from '../planner';
import { runInstant } from '../run-time';
import type { AccountSnapshot, UsageAccrual } from '../snapshot';
import { usageOf, ZONES } from './arbitrary-accounts';
import type { Happening, History } from './histories';
import { dayNumber } from './naive-days';
import { NaiveLedger, useMore, type NaiveCharge, type NaivePosting } from './naive-ledger';

/** What the story says of the whole: grants given and gone, money put in, and what every charge took. */
export interface Books {
  putIn: Minor;
  readonly granted: Map<string, Minor>;
  readonly expired: Map<string, Minor>;
  readonly charges: PlannedCharge[];
  readonly usage: PlannedUsage[];
  /** Days on which a subscription was known to be suspended: from, to (exclusive). */
  readonly pauses: { readonly id: string; readonly from: LocalDate; readonly to: LocalDate }[];
}

/** Plays one history on the planner and on the naive ledger, side by side. */
export class TwoLedgers {
  state: AccountSnapshot;
  readonly naive: NaiveLedger;
  readonly books: Books;
  today: LocalDate;
  private now: Date;
  private given = 0;
  private readonly pausedSince = new Map<string, LocalDate>();

  constructor({ account, zone, from }: History) {
    this.state = account;
    this.naive = new NaiveLedger(account, ZONES[zone]);
    this.today = from;
    this.now = instantOf(from, zone, 1);
    this.books = {
      putIn: account.money,
      granted: new Map(account.grants.map(({ id, remaining }) => [id, remaining])),
      expired: new Map(),
      charges: [],
      usage: [],
      pauses: [],
    };
    for (const { id, state, paidTo } of account.subscriptions)
      if (state === 'suspended') this.pausedSince.set(id, paidTo);
  }

  /** Lets it happen to both; answers the plans that were carried out, each with the way to make it again. */
  let(happening: Happening): { plan: Plan; again: () => Plan }[] {
    switch (happening.kind) {
      case 'daily runs':
        return Array.from({ length: happening.days }, () => this.passDays(1, 3)).map(() =>
          this.run(this.today),
        );
      case 'late run':
        this.passDays(happening.days, happening.hour);
        return [this.run(this.today)];
      case 'run of a past date':
        this.passDays(happening.days, 12);
        return [this.run(addDays(this.today, -happening.back))];
      case 'top-up':
        this.state = { ...this.state, money: this.state.money + happening.amount };
        this.naive.money += happening.amount;
        this.books.putIn += happening.amount;
        return [this.resume()];
      case 'bonus':
        return [this.give(happening)];
      default:
        this.settle(happening);
        return [];
    }
  }

  /** What the planner holds and what the naive ledger holds, in one shape. */
  compare(): { planned: unknown; naive: unknown } {
    const { money, grants, subscriptions } = this.state;
    return {
      planned: {
        money,
        grants: Object.fromEntries(grants.map(({ id, remaining }) => [id, remaining])),
        subscriptions: Object.fromEntries(
          subscriptions.map((each) => [
            each.id,
            [each.state, each.state === 'ended' ? '' : each.paidTo, each.credit, each.price.priceId],
          ]),
        ),
        charges: this.books.charges.map(plain),
        postings: this.books.usage.map(plainUsage),
        owed: subscriptions.map(({ id, usage }) => [id, owedOf(usage)]),
      },
      naive: this.naiveShape(),
    };
  }

  private naiveShape(): unknown {
    const { money, lots, lines, charges, postings } = this.naive;
    const text = (boundary: number) => new Date(boundary * 86_400_000).toISOString().slice(0, 10);
    return {
      money,
      grants: Object.fromEntries(lots.map(({ id, left }) => [id, left])),
      subscriptions: Object.fromEntries(
        lines.map((each) => [
          each.id,
          [each.state, each.state === 'ended' ? '' : text(each.boundary), each.credit, each.price.priceId],
        ]),
      ),
      charges,
      postings,
      owed: this.state.subscriptions.map(({ id }) => [
        id,
        lines
          .find((line) => line.id === id)!
          .used.map((use) => `${use.unit} ${text(use.since)} ${use.amount}`)
          .sort(),
      ]),
    };
  }

  private passDays(days: number, hour: number): void {
    this.today = addDays(this.today, days);
    const at = instantOf(this.today, this.state.timeZone, hour);
    if (at > this.now) this.now = at;
  }

  private run(businessDate: LocalDate): { plan: Plan; again: () => Plan } {
    const time = { businessDate, today: this.today, now: this.now };
    const plan = planRenewals(this.state, time);
    this.naive.run(businessDate, this.today, this.now);
    return { plan: this.carryOut(plan), again: () => planRenewals(plan.after, time) };
  }

  private resume(): { plan: Plan; again: () => Plan } {
    const { today, now } = this;
    const plan = planResumption(this.state, today, now);
    this.naive.topUp(today, now);
    return { plan: this.carryOut(plan), again: () => planResumption(plan.after, today, now) };
  }

  private carryOut(plan: Plan): Plan {
    this.state = plan.after;
    this.books.charges.push(...plan.charges);
    this.books.usage.push(...plan.usage);
    for (const change of plan.changes) {
      const since = this.pausedSince.get(change.subscriptionId);
      if (change.kind === 'suspended' || change.kind === 'held') {
        this.pausedSince.set(change.subscriptionId, change.on);
      } else if (change.kind === 'resumed' && since !== undefined) {
        this.books.pauses.push({ id: change.subscriptionId, from: since, to: change.on });
        this.pausedSince.delete(change.subscriptionId);
      }
    }
    return plan;
  }

  private give({ grant }: Extract<Happening, { kind: 'bonus' }>): { plan: Plan; again: () => Plan } {
    const id = `h${this.given}`;
    this.given += 1;
    this.state = { ...this.state, grants: [...this.state.grants, { ...grant, id }] };
    this.naive.addLot(id, grant.remaining, grant.priority, grant.effectiveAt, grant.expiresAt);
    this.books.granted.set(id, grant.remaining);
    return this.resume();
  }

  private settle(happening: Happening): void {
    switch (happening.kind) {
      case 'price':
        return this.announce(happening);
      case 'outage': {
        const { from, to, productCode } = happening.outage;
        this.state = { ...this.state, outages: [...this.state.outages, happening.outage] };
        return this.naive.breakDown(from, to, productCode);
      }
      case 'auto-renew':
      case 'credit':
        return this.changeOne(happening);
      case 'use':
        return this.use(happening);
      case 'staff':
        this.state = { ...this.state, heldByStaff: happening.hold };
        this.naive.heldByStaff = happening.hold;
        return;
      case 'termination':
        this.state = { ...this.state, terminated: true };
        this.naive.terminated = true;
        return;
      default:
        return this.writeExpiries();
    }
  }

  private announce({ productCode, change }: Extract<Happening, { kind: 'price' }>): void {
    this.state = {
      ...this.state,
      subscriptions: this.state.subscriptions.map((each) =>
        each.productCode === productCode ? { ...each, announced: [...each.announced, change] } : each,
      ),
    };
    for (const line of this.naive.lines) if (line.product === productCode) line.prices.push(change);
  }

  /** A unit is used in a period that is not posted yet. */
  private use({ index, used }: Extract<Happening, { kind: 'use' }>): void {
    const id = `s${index}`;
    const before = this.state.subscriptions.find((each) => each.id === id);
    if (!before || before.state === 'ended') return;
    const [row] = usageOf([{ ...used, days: Math.min(0, used.days) }], before.paidTo);
    const isThere = before.usage.some(
      (each) => each.unit === row!.unit && each.periodStart === row!.periodStart,
    );
    if (
      isThere ||
      this.books.usage.some(
        (each) =>
          each.subscriptionId === id && each.unit === row!.unit && each.periodStart === row!.periodStart,
      )
    )
      return;
    this.state = {
      ...this.state,
      subscriptions: this.state.subscriptions.map((each) =>
        each.id === id ? { ...each, usage: [...each.usage, row!] } : each,
      ),
    };
    const line = this.naive.lines.find((each) => each.id === id)!;
    useMore(line, {
      unit: row!.unit,
      since: dayNumber(row!.periodStart),
      amount: BigInt(row!.amount.replace('.', '')),
    });
  }

  private changeOne(happening: Extract<Happening, { kind: 'auto-renew' | 'credit' }>): void {
    const id = `s${happening.index}`;
    const more = happening.kind === 'credit' ? happening.amount : 0n;
    const flip = happening.kind === 'auto-renew';
    this.state = {
      ...this.state,
      subscriptions: this.state.subscriptions.map((each) =>
        each.id === id ? { ...each, autoRenew: flip !== each.autoRenew, credit: each.credit + more } : each,
      ),
    };
    for (const line of this.naive.lines) {
      if (line.id !== id) continue;
      line.renews = flip !== line.renews;
      line.credit += more;
    }
  }

  /** What has ended by now is written off, as the journal does. */
  private writeExpiries(): void {
    const isOver = (until: number) => until <= this.now.getTime();
    for (const { id, remaining, expiresAt } of this.state.grants) {
      if (remaining > 0n && expiresAt && isOver(expiresAt.getTime())) this.books.expired.set(id, remaining);
    }
    this.state = {
      ...this.state,
      grants: this.state.grants.map((each) =>
        this.books.expired.has(each.id) ? { ...each, remaining: 0n } : each,
      ),
    };
    for (const lot of this.naive.lots) if (isOver(lot.until)) lot.left = 0n;
  }
}

/** A planned charge in the words of the naive ledger. */
export const plain = (charge: PlannedCharge): NaiveCharge => ({
  id: charge.subscriptionId,
  start: charge.periodStart,
  end: charge.periodEnd,
  amount: charge.amount,
  money: charge.draw.money,
  lots: charge.draw.uses.map(({ grantId, amount }) => [grantId, amount] as const),
});

const plainUsage = (usage: PlannedUsage): NaivePosting => ({
  id: usage.subscriptionId,
  unit: usage.unit,
  start: usage.periodStart,
  amount: usage.amount,
  unpaid: usage.unpaid,
  money: usage.draw.money,
  lots: usage.draw.uses.map(({ grantId, amount }) => [grantId, amount] as const),
});

const owedOf = (usage: readonly UsageAccrual[]): string[] =>
  usage
    .map(({ unit, periodStart, amount }) => {
      const [whole, part = ''] = amount.split('.');
      return `${unit} ${periodStart} ${BigInt(whole! + part.padEnd(9, '0'))}`;
    })
    .sort();

/** The runs of each date in its own time, and everything they charged. */
export function runDaily(
  account: AccountSnapshot,
  from: LocalDate,
  until: LocalDate,
): { after: AccountSnapshot; charges: PlannedCharge[] } {
  let after = account;
  const charges: PlannedCharge[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) {
    const plan = planRenewals(after, {
      businessDate: date,
      today: date,
      now: runInstant(date, account.timeZone),
    });
    after = plan.after;
    charges.push(...plan.charges);
  }
  return { after, charges };
}
