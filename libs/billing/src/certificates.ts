import { boundary, earlier, addDays, parsePeriod, type LocalDate, type Span } from '@rocket/kernel';
import { billingError } from './errors';

/** What an offer says of passing a certificate on; part of `OfferTerms`. */
export interface PassingTerms {
  readonly transfer: 'none' | 'resale' | 'gift_whole' | 'ownership_cession';
  /** ISO period after receipt; left out: as long as the certificate lasts. */
  readonly transferWithin?: string | undefined;
}

/**
 * The last day on which a certificate may be passed on: a month from its receipt ends on the same day of the next month (Astars
 * 3.10), and never later than its own last day. Null: the offer does not let it be passed on.
 */
export function lastDayToPass(terms: PassingTerms, receivedOn: LocalDate, term: Span): LocalDate | null {
  if (terms.transfer !== 'gift_whole') return null;
  const lastDay = addDays(term.end, -1);
  if (terms.transferWithin === undefined) return lastDay;
  return earlier(lastDay, boundary(receivedOn, parsePeriod(terms.transferWithin), 1));
}

/**
 * A certificate is passed on with all that is left of it, never in part (Astars 3.10, 3.11).
 * @param left services that are neither rendered nor forfeited; open requests go over with it
 * @throws DomainError `not_passable`, saying why; `services_spent` when there is nothing to pass
 */
export function assertPassable(
  terms: PassingTerms,
  { receivedOn, term, left }: { receivedOn: LocalDate; term: Span; left: number },
  today: LocalDate,
): void {
  const until = lastDayToPass(terms, receivedOn, term);
  if (until === null) throw billingError('not_passable', 'Оферта не предусматривает передачи сертификата');
  if (today >= term.end)
    throw billingError('not_passable', 'Срок сертификата закончился: передать его нельзя');
  if (today > until)
    throw billingError('not_passable', 'Срок, в который сертификат можно передать, прошёл', { until });
  if (left <= 0)
    throw billingError('services_spent', 'Все услуги сертификата уже оказаны: передавать нечего');
}
