import { addDays, later, type LocalDate } from '@rocket/kernel';
import { addTerm, type Term } from './working-days';

/** What the dates of an account that does not pay say (rules 15–16). */
export interface LifeCycleDates {
  readonly state: 'suspended' | 'frozen';
  readonly suspendedOn: LocalDate;
  readonly frozenOn: LocalDate | null;
  /** Staff put erasure off until then, by agreement. */
  readonly keptUntil: LocalDate | null;
  /** The day the warning of erasure was really delivered; null while it was not. */
  readonly warnedOn: LocalDate | null;
}

export interface LifeCycleTerms {
  readonly freezeAfter: Term | null;
  readonly eraseAfter: Term | null;
  readonly warnBeforeDays: number;
}

/** A step owed today, with the day it takes or took effect. */
export interface LifeCycleStep {
  readonly kind: 'warn_freeze' | 'freeze' | 'warn_erasure' | 'erase';
  readonly on: LocalDate;
}

/**
 * The first day of freezing: a payment on the last day of the term still comes within it, and a term lasts until its last day is
 * over (clause 3.6; Civil Code, art. 194).
 */
const frozenFrom = (suspendedOn: LocalDate, term: Term): LocalDate => addDays(addTerm(suspendedOn, term), 1);

/**
 * The days on which a step may fall due, as far as is known today: each warning and what it warns of.
 * @throws DomainError `calendar_unknown`
 */
export function lifeCycleDays(dates: LifeCycleDates, terms: LifeCycleTerms): LocalDate[] {
  const { state, suspendedOn, frozenOn, keptUntil, warnedOn } = dates;
  const term = state === 'suspended' ? terms.freezeAfter : terms.eraseAfter;
  const since = state === 'suspended' ? suspendedOn : frozenOn;
  if (term === null || since === null) return [];
  const byTerms = state === 'suspended' ? frozenFrom(since, term) : addTerm(since, term);
  const planned = state === 'suspended' || keptUntil === null ? byTerms : later(byTerms, keptUntil);
  const warned = warnedOn === null ? [] : [addDays(warnedOn, terms.warnBeforeDays)];
  return [addDays(planned, -terms.warnBeforeDays), planned, ...warned];
}

/**
 * The step an account owes today, computed from dates: after an outage the state jumps to the one that fits, and nothing is
 * erased before its warning was really delivered and the warning time has passed since.
 *
 * @throws DomainError `calendar_unknown` when a working-day term reaches a year without a calendar: the step waits
 */
export function lifeCycleStep(
  dates: LifeCycleDates,
  terms: LifeCycleTerms,
  today: LocalDate,
): LifeCycleStep | null {
  if (dates.state === 'suspended') {
    if (terms.freezeAfter === null) return null;
    const on = frozenFrom(dates.suspendedOn, terms.freezeAfter);
    if (today >= on) return { kind: 'freeze', on };
    return today >= addDays(on, -terms.warnBeforeDays) ? { kind: 'warn_freeze', on } : null;
  }
  if (terms.eraseAfter === null || dates.frozenOn === null) return null;
  const byTerms = addTerm(dates.frozenOn, terms.eraseAfter);
  const planned = dates.keptUntil === null ? byTerms : later(byTerms, dates.keptUntil);
  const on =
    dates.warnedOn === null ? planned : later(planned, addDays(dates.warnedOn, terms.warnBeforeDays));
  if (dates.warnedOn !== null && today >= on) return { kind: 'erase', on };
  return today >= addDays(planned, -terms.warnBeforeDays) ? { kind: 'warn_erasure', on: planned } : null;
}
