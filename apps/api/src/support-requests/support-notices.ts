import type { SupportDue } from '@rocket/billing';
import type { NewNotice } from '../notices/notice.store';

interface Told {
  readonly accountId: string;
  readonly id: string;
  readonly number: number;
  /** Whoever asked: they are written to whatever their level. */
  readonly userId: string;
}

/** What the customer wrote does not stand in what we tell: the number names it, and what was erased is erased everywhere. */
const factsOf = ({ id, number, userId }: Told) => ({
  requestId: id,
  number,
  readerId: userId,
  link: `/support/${id}`,
});

/** That it was taken, with its number (first offer, 10.4) and by when it is answered (10.2). */
export const takenNotice = (one: Told, due: SupportDue, timeZone: string): NewNotice => ({
  accountId: one.accountId,
  key: `support:${one.id}`,
  kind: 'support_taken',
  facts: {
    ...factsOf(one),
    timeZone,
    ...(due.at ? { dueAt: due.at.toISOString() } : {}),
    ...(due.calendarMissing ? { calendarMissing: due.calendarMissing } : {}),
  },
});

/** What support has said, in its own words (10.5). */
export const answeredNotice = (one: Told, no: number, text: string, closes: boolean): NewNotice => ({
  accountId: one.accountId,
  key: `support:${one.id}:${no}`,
  kind: closes ? 'support_closed' : 'support_answered',
  facts: { ...factsOf(one), ...(text ? { text } : {}) },
});
