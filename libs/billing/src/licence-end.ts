import { addDays, boundary, later, type LocalDate, type Period } from '@rocket/kernel';

/** How long data are kept after the last licence has run out (Alfa CRM 4.3: one month). */
export interface LicenceEndRule {
  /** From the first day without a licence; months are the calendar's. */
  readonly keepFor: Period;
  readonly warnBeforeDays: number;
}

/** An account in which nothing runs any more. */
export interface LicenceEndFacts {
  /** The first day without a licence, be it paid or free. */
  readonly endedOn: LocalDate;
  /** Staff put erasure off until then, by agreement. */
  readonly keptUntil: LocalDate | null;
  /** The day the warning of erasure was really delivered; null while it was not. */
  readonly warnedOn: LocalDate | null;
}

/** A step owed today, with the day it takes or took effect. */
export interface LicenceEndStep {
  readonly kind: 'warn_erasure' | 'erase';
  readonly on: LocalDate;
}

const plannedOf = ({ endedOn, keptUntil }: LicenceEndFacts, { keepFor }: LicenceEndRule): LocalDate => {
  const byTerms = boundary(endedOn, keepFor, 1);
  return keptUntil === null ? byTerms : later(byTerms, keptUntil);
};

/** The days on which a step may fall due, as far as is known today. */
export function licenceEndDays(facts: LicenceEndFacts, rule: LicenceEndRule): LocalDate[] {
  const planned = plannedOf(facts, rule);
  const warned = facts.warnedOn === null ? [] : [addDays(facts.warnedOn, rule.warnBeforeDays)];
  return [addDays(planned, -rule.warnBeforeDays), planned, ...warned];
}

/**
 * The step an account without a licence owes today. Nothing is erased before its warning was really delivered and the warning
 * time has passed since; a payment in time leaves nothing to do, for then something runs.
 */
export function licenceEndStep(
  facts: LicenceEndFacts,
  rule: LicenceEndRule,
  today: LocalDate,
): LicenceEndStep | null {
  const planned = plannedOf(facts, rule);
  if (facts.warnedOn !== null) {
    const on = later(planned, addDays(facts.warnedOn, rule.warnBeforeDays));
    if (today >= on) return { kind: 'erase', on };
  }
  return today >= addDays(planned, -rule.warnBeforeDays) ? { kind: 'warn_erasure', on: planned } : null;
}
