import { addDays, later, proportion, sum, type LocalDate, type Minor, type Span } from '@rocket/kernel';
import { lostOf, usableDays } from './lost-days';
import type { OutageDays } from './snapshot';

/** What an offer says about giving money back; the refund part of `OfferTerms`. */
export interface RefundTerms {
  readonly rule:
    | 'unused_balance'
    | 'none'
    | 'full_if_unused'
    | 'full_if_down'
    | 'proportional_on_seller_exit';
  readonly withinDays: number | null;
  readonly onSellerExit: 'unused_balance' | 'proportional' | 'none';
}

/** A charge of the period that was in use when the contract ended. Amounts in minor units. */
export interface PaidLine {
  readonly entryId: string;
  readonly subscriptionId: string;
  readonly productCode: string;
  /** The seller's day on which it was paid. */
  readonly paidOn: LocalDate;
  /** The days it was charged for. */
  readonly charged: Span;
  /** Where those days really end: days of outages recorded later are given back behind them. */
  readonly endsOn: LocalDate;
  /** The real money in it: never bonus, and less what was given back before. */
  readonly money: Minor;
  /** Something was used of what it paid for. */
  readonly used: boolean;
}

/** What is known of a contract that ends. */
export interface LeavingFacts {
  readonly initiator: 'customer' | 'seller';
  /** For a material breach of the other side. */
  readonly breach: boolean;
  /** The day the notice of termination was given. */
  readonly noticeOn: LocalDate;
  /** The first day without a contract. */
  readonly endsOn: LocalDate;
  /** Money that never paid for anything. */
  readonly money: Minor;
  readonly lines: readonly PaidLine[];
  readonly outages: readonly OutageDays[];
}

/** Why a paid period is given back, or why not. */
export type LineGround =
  | 'unused' //      nothing was used, within the days the offer allows
  | 'down' //        the product could not be used for the whole paid period through the seller's fault
  | 'days_left' //   the seller leaves: in proportion to the days not used
  | 'was_used'
  | 'too_late'
  | 'was_over'
  | 'not_offered';

export interface LineDecision {
  readonly line: PaidLine;
  readonly amount: Minor;
  readonly ground: LineGround;
}

/** What goes back, and of what it consists. `amount` is never more than the money that is or was really there. */
export interface RefundDecision {
  readonly amount: Minor;
  readonly fromBalance: Minor;
  readonly lines: readonly LineDecision[];
}

/**
 * What a customer gets back at the end of a contract, by the terms it accepted (rules 22, 23; first offer 6.8; Astars 3.8.1;
 * Alfa 10.2–10.4; QSockets 4.3.2 and 8.2.1). Money that never paid for anything goes back under every rule but `none`; what a
 * period was paid with goes back whole or in part as the rule says. Bonus is in none of the amounts.
 *
 * Pure: preview and request are this one function on the same facts.
 */
export function decideRefund(terms: RefundTerms, facts: LeavingFacts): RefundDecision {
  const rules = rulesFor(terms, facts);
  const fromBalance = rules.balance ? facts.money : 0n;
  const lines = facts.lines.map((line) => decideLine(line, rules, terms, facts));
  return { amount: fromBalance + sum(lines.map(({ amount }) => amount)), fromBalance, lines };
}

interface Rules {
  readonly balance: boolean;
  readonly unused: boolean;
  readonly down: boolean;
  readonly proportional: boolean;
}

/**
 * The seller leaves: what the offer says of that (Alfa 10.2). So it is when the customer leaves for the seller's breach, and
 * so it is not when the seller leaves for the customer's (10.3, 10.4): then the customer's own rule holds.
 */
function rulesFor({ rule, onSellerExit }: RefundTerms, { initiator, breach }: LeavingFacts): Rules {
  const isSellersDoing = (initiator === 'seller') !== breach;
  const unused = rule === 'full_if_unused';
  const down = rule === 'full_if_down';
  const offersBalance = isSellersDoing ? onSellerExit !== 'none' : rule === 'unused_balance';
  return {
    balance: offersBalance || unused || down,
    unused,
    down,
    proportional: isSellersDoing && onSellerExit === 'proportional',
  };
}

/** The best of what the offer promises for one paid period; what it promises nothing for says why. */
function decideLine(line: PaidLine, rules: Rules, terms: RefundTerms, facts: LeavingFacts): LineDecision {
  const whole = (ground: LineGround): LineDecision => ({ line, amount: line.money, ground });
  const nothing = (ground: LineGround): LineDecision => ({ line, amount: 0n, ground });
  const refusal = rules.unused ? whyUsed(line, terms, facts) : 'not_offered';
  if (refusal === null) return whole('unused');
  if (rules.down && wasDown(line, facts)) return whole('down');
  if (!rules.proportional) return nothing(refusal);
  const { left, of } = daysLeft(line, facts);
  const amount = of === 0 ? line.money : proportion(line.money, BigInt(left), BigInt(of));
  return amount > 0n ? { line, amount, ground: 'days_left' } : nothing('was_over');
}

/** Null when it goes back as unused: in time, not over, nothing used of it (Astars 3.8.1; the day of purchase is not counted). */
function whyUsed(line: PaidLine, { withinDays }: RefundTerms, { noticeOn }: LeavingFacts): LineGround | null {
  if (line.used) return 'was_used';
  if (noticeOn >= line.endsOn) return 'was_over';
  return withinDays !== null && noticeOn > addDays(line.paidOn, withinDays) ? 'too_late' : null;
}

/**
 * Every day it was charged for was lost to the seller's outages (QSockets 4.3.2.2), and the days given back for them were
 * not all used: whoever has used them was made whole by days.
 */
export function wasDown(
  { charged, productCode, endsOn }: PaidLine,
  { outages, endsOn: end }: Pick<LeavingFacts, 'outages' | 'endsOn'>,
): boolean {
  if (end >= endsOn && endsOn > charged.end) return false;
  return usableDays(charged, lostOf(productCode, outages)) === 0;
}

/** Days that could be used from the end of the contract on, of all days that could: lost days count on neither side. */
function daysLeft(line: PaidLine, facts: LeavingFacts): { left: number; of: number } {
  const { charged, productCode, endsOn } = line;
  const end = later(endsOn, charged.end);
  const left = { start: later(charged.start, facts.endsOn), end };
  const lost = lostOf(productCode, facts.outages);
  return { left: usableDays(left, lost), of: usableDays({ start: charged.start, end }, lost) };
}
