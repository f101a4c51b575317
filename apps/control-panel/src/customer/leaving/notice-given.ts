import { localDate, type LocalDate } from '@rocket/kernel';
import { signal } from '@preact/signals';

/**
 * When the contract ends by the notice given in this browser. The API tells it only in answer to the notice, so the day is
 * kept here until the account itself says that the contract has ended.
 */
const given = signal<Readonly<Record<string, LocalDate>>>({});

const keyOf = (accountId: string): string => `rocket-contract-ends:${accountId}`;

export function keepNotice(accountId: string, endsOn: LocalDate): void {
  given.value = { ...given.peek(), [accountId]: endsOn };
  try {
    localStorage.setItem(keyOf(accountId), endsOn);
  } catch {
    // A browser that keeps nothing will ask again; the server refuses a second notice.
  }
}

export function noticeGiven(accountId: string): LocalDate | null {
  const known = given.value[accountId];
  if (known) return known;
  try {
    const kept = localStorage.getItem(keyOf(accountId));
    return kept === null ? null : localDate(kept);
  } catch {
    return null;
  }
}
