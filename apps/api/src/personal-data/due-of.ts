import { addTerm, type Term } from '@rocket/billing';
import { counted, type OfferTerms } from '@rocket/catalog';
import type { PersonalDataRequestKind } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';

/**
 * The longest a seller may take. A correction: 7 working days (8.9.8 of the first offer, rule 32). A block holds at once and the
 * check of it, as erasure, may take the 30 days of 8.9.1. What the system does by itself is due the same day.
 */
const TERMS: Readonly<Record<PersonalDataRequestKind, Term>> = {
  copy: { count: 0, unit: 'calendar_days' },
  unblock: { count: 0, unit: 'calendar_days' },
  correction: { count: 7, unit: 'working_days' },
  block: { count: 30, unit: 'calendar_days' },
  erasure: { count: 30, unit: 'calendar_days' },
};

/** The last day for an answer to what was asked on a business date of the seller. */
export const dueOf = (
  kind: PersonalDataRequestKind,
  askedOn: LocalDate,
  terms: Pick<OfferTerms, 'calendar'> = {},
): LocalDate => addTerm(askedOn, counted(terms, TERMS[kind]));
