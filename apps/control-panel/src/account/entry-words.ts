import type { EntryDto, ProductDto } from '@rocket/contracts';
import { addDays, localDate } from '@rocket/kernel';
import { writeDate } from '@rocket/ui';
import type { Words } from '../text/words';

/** Periods are half-open; people read the last day of use. */
export const lastDay = (periodEnd: string): string => addDays(localDate(periodEnd), -1);

/** What an entry is about, in words: the product, the unit it counts when that is what was charged, and the period; for the rest the kind says all there is. */
export function subjectWords(t: Words, entry: EntryDto, products: readonly ProductDto[]): string | null {
  if (entry.subject?.type !== 'subscription') return null;
  const { productCode, project, unit, periodStart, periodEnd } = entry.subject;
  const name = products.find((one) => one.code === productCode)?.name ?? productCode;
  const product = [name, project, unit].filter(Boolean).join(' · ');
  return t.history.period(product, writeDate(periodStart), writeDate(lastDay(periodEnd)));
}

/**
 * Why, as far as it is for the reader: how staff or a program told whose a payment is stays with the staff, any other reason
 * was given to the customer too.
 */
export const reasonFor = (
  entry: Pick<EntryDto, 'kind' | 'reason'>,
  reader: 'staff' | 'customer',
): string | null => (reader === 'customer' && entry.kind === 'top_up' ? null : entry.reason);
