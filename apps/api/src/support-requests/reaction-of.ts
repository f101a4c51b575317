import { reactionDue, type SupportDue } from '@rocket/billing';
import type { OfferTerms } from '@rocket/catalog';
import { DomainError } from '@rocket/kernel';

/**
 * By when an offer promises an answer to what was asked now. A year without a calendar keeps nobody from writing to support: it is
 * named instead of the time.
 */
export function reactionOf(
  { support, calendar }: Pick<OfferTerms, 'support' | 'calendar'>,
  askedAt: Date,
  zone: string,
): SupportDue {
  if (!support?.reaction) return { at: null, calendarMissing: null };
  try {
    const promise = { within: support.reaction, hours: support.hours, calendar };
    return { at: reactionDue(askedAt, promise, zone), calendarMissing: null };
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'calendar_unknown')) throw error;
    return { at: null, calendarMissing: Number(error.facts['year']) };
  }
}
