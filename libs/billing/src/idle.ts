import { addDays, boundary, later, type LocalDate, type Period } from '@rocket/kernel';
import { addTerm, type Term } from './working-days';

/** What an offer says of an account nobody uses. */
export interface IdleRule {
  readonly after: Period;
  readonly blockAfter: Term;
  /** From the block; null: what is blocked stays. */
  readonly eraseAfter: Term | null;
  readonly warnBeforeDays: number;
}

export interface IdleFacts {
  /** The last day on which the customer did anything: came in, used a product, paid. */
  readonly activeOn: LocalDate;
  /** The exclusive end of what is paid for with money; null when nothing is. */
  readonly paidTo: LocalDate | null;
  /** Money of the customer lies on the balance. */
  readonly hasMoney: boolean;
  readonly warnedOn: LocalDate | null;
  readonly blockedOn: LocalDate | null;
  /** The warning of erasure went out. */
  readonly erasureToldOn: LocalDate | null;
  /** Staff put erasure off until then, by agreement. */
  readonly keptUntil: LocalDate | null;
}

/** `on` is the day of the step itself, or the day of what a warning warns of. */
export interface IdleStep {
  readonly kind: 'warn_block' | 'block' | 'warn_erasure' | 'erase';
  readonly on: LocalDate;
}

/** The first day on which an account counts as idle. */
const idleOn = (activeOn: LocalDate, after: Period): LocalDate => boundary(activeOn, after, 1);

/**
 * The step owed today by an account nobody uses (QSockets 3.6.1), computed from dates: after an outage each stage is still taken in
 * order, and the days of the next one count from the day the one before really happened.
 *
 * The clause says nothing of money, so nothing of it is taken: the block waits for the end of the paid days, and erasure waits while
 * money lies on the balance. Activity before the block is another `activeOn`, which begins everything anew.
 *
 * @throws DomainError `calendar_unknown` when a working-day term reaches a year without a calendar: the step waits
 */
export function idleStep(facts: IdleFacts, rule: IdleRule, today: LocalDate): IdleStep | null {
  if (facts.blockedOn !== null) return erasureStep(facts, facts.blockedOn, rule, today);
  if (facts.warnedOn === null) {
    if (today < idleOn(facts.activeOn, rule.after)) return null;
    return { kind: 'warn_block', on: blockDay(today, facts, rule) };
  }
  const on = blockDay(facts.warnedOn, facts, rule);
  return today >= on ? { kind: 'block', on: today } : null;
}

/** The days on which a step may fall due, as far as is known: one of them is the next. @throws DomainError `calendar_unknown` */
export function idleDays(facts: IdleFacts, rule: IdleRule): LocalDate[] {
  if (facts.blockedOn !== null) {
    const planned = idleEraseDay(facts, facts.blockedOn, rule);
    if (planned === null) return [];
    const told = facts.erasureToldOn;
    return told === null
      ? [addDays(planned, -rule.warnBeforeDays)]
      : [later(planned, addDays(told, rule.warnBeforeDays))];
  }
  return [
    facts.warnedOn === null ? idleOn(facts.activeOn, rule.after) : blockDay(facts.warnedOn, facts, rule),
  ];
}

/** Never before the paid days are over. */
function blockDay(warnedOn: LocalDate, { paidTo }: IdleFacts, { blockAfter }: IdleRule): LocalDate {
  const day = addTerm(warnedOn, blockAfter);
  return paidTo === null ? day : later(day, paidTo);
}

/** The day on which what was blocked is erased if nobody asks for it; null when it stays. @throws DomainError `calendar_unknown` */
export function idleEraseDay(
  { keptUntil }: Pick<IdleFacts, 'keptUntil'>,
  blockedOn: LocalDate,
  { eraseAfter }: Pick<IdleRule, 'eraseAfter'>,
): LocalDate | null {
  if (eraseAfter === null) return null;
  const day = addTerm(blockedOn, eraseAfter);
  return keptUntil === null ? day : later(day, keptUntil);
}

function erasureStep(
  facts: IdleFacts,
  blockedOn: LocalDate,
  rule: IdleRule,
  today: LocalDate,
): IdleStep | null {
  const planned = idleEraseDay(facts, blockedOn, rule);
  if (planned === null || facts.hasMoney) return null;
  if (facts.erasureToldOn === null) {
    const soonest = addDays(today, rule.warnBeforeDays);
    return soonest >= planned ? { kind: 'warn_erasure', on: soonest } : null;
  }
  const on = later(planned, addDays(facts.erasureToldOn, rule.warnBeforeDays));
  return today >= on ? { kind: 'erase', on } : null;
}
