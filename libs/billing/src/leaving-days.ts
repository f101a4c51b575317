import { addDays, later, type LocalDate } from '@rocket/kernel';

/** What an offer says about the day a contract ends by notice. */
export interface LeavingTerms {
  readonly terminationAfterDays: number;
  readonly paidDaysOnLeaving?: 'kept' | 'lost' | undefined;
  readonly refusalOfChanges?: 'by_notice' | 'at_once' | 'paid_days' | undefined;
  readonly accountDeletion?: 'by_notice' | 'at_once' | undefined;
}

export interface KnownOfNotice {
  readonly today: LocalDate;
  /** The first day behind everything paid for with money; null: nothing is. */
  readonly paidTo: LocalDate | null;
  /** A version of the offer, a price or rules of a product came into force here without the customer's own consent. */
  readonly hasChanged: boolean;
}

/** First days without the contract that a notice given today may bring. */
export interface LeavingDays {
  /** By notice: the earliest; the notice may name a later one (Alfa CRM 10.1, QSockets 8.2.2). */
  readonly byNotice: LocalDate;
  /** For a customer who refuses what has changed: at once (first offer 11.1.4), or when what is paid for is over (Alfa CRM 12.5). */
  readonly forChanges: LocalDate | null;
  /** For a customer who deletes the account and gives up what is paid for (QSockets 8.2.2). */
  readonly byDeletion: LocalDate | null;
}

export function leavingDays(
  terms: LeavingTerms,
  { today, paidTo, hasChanged }: KnownOfNotice,
  initiator: 'customer' | 'seller',
): LeavingDays {
  const byTerms = addDays(today, terms.terminationAfterDays);
  const keeps = initiator === 'customer' && terms.paidDaysOnLeaving === 'kept' && paidTo !== null;
  const byNotice = keeps ? later(byTerms, paidTo) : byTerms;
  if (initiator === 'seller') return { byNotice, forChanges: null, byDeletion: null };
  const byDeletion = terms.accountDeletion === 'at_once' ? today : null;
  return { byNotice, forChanges: hasChanged ? refusalDay(terms, today, paidTo) : null, byDeletion };
}

function refusalDay(
  { refusalOfChanges }: LeavingTerms,
  today: LocalDate,
  paidTo: LocalDate | null,
): LocalDate | null {
  if (refusalOfChanges === 'at_once') return today;
  if (refusalOfChanges === 'paid_days') return paidTo === null ? today : later(today, paidTo);
  return null;
}
