import { DomainError, addDays, later, type LocalDate } from '@rocket/kernel';
import { addTerm, type Term } from './working-days';

/** When a bought period begins, as the seller's offer says. */
export interface StartRule {
  readonly startOfPeriod: 'at_charge' | 'day_after_payment' | 'after_previous';
  /** Rights are granted on the last day of this term, counted from the payment. */
  readonly grantDelay: Term;
}

export const AT_ONCE: StartRule = {
  startOfPeriod: 'at_charge',
  grantDelay: { count: 0, unit: 'calendar_days' },
};

/**
 * The first day of a period paid on `paidOn`: a first one, one after a suspension, one after an end. A renewal of what runs
 * goes on without a gap whatever the offer says. `at_charge` is the day of payment (first offer 3.8; QSockets 4.2.1),
 * `day_after_payment` the day after it (Astars 6.1), `after_previous` the day after the paid days of the one before, while
 * there are any (Itgrix 5.1); never before the rights are granted.
 * @param previousEnd the exclusive end of what was paid for before; null when nothing was
 * @throws DomainError `calendar_unknown` when the delay reaches a year without a calendar
 */
export function firstDayOf(rule: StartRule, paidOn: LocalDate, previousEnd: LocalDate | null): LocalDate {
  const follows = rule.startOfPeriod === 'after_previous' && previousEnd !== null && previousEnd > paidOn;
  if (follows) return previousEnd;
  const granted = addTerm(paidOn, rule.grantDelay);
  return rule.startOfPeriod === 'day_after_payment' ? later(addDays(paidOn, 1), granted) : granted;
}

/** The same for what follows nothing; null while the calendar of the year is not known: it waits, and nobody guesses. */
export function firstDayIfKnown(rule: StartRule, paidOn: LocalDate): LocalDate | null {
  try {
    return firstDayOf(rule, paidOn, null);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar_unknown') return null;
    throw error;
  }
}
