import { daysBetween, type LocalDate, type Minor } from '@rocket/kernel';

/** How long money waits for its owner, in days; the first bucket is what the offer allows (4.2: three working days). */
export const WAITING_AGES = [
  { key: '0-3', from: 0, to: 3 },
  { key: '4-10', from: 4, to: 10 },
  { key: '11-30', from: 11, to: 30 },
  { key: '31-90', from: 31, to: 90 },
  { key: '91+', from: 91, to: null },
] as const;
export type WaitingAge = (typeof WAITING_AGES)[number]['key'];

/** Full days since the money came; what a bank dated ahead has waited for none. */
export const daysWaited = (receivedOn: LocalDate, today: LocalDate): number =>
  Math.max(0, daysBetween(receivedOn, today));

export const waitingAge = (days: number): WaitingAge =>
  WAITING_AGES.find(({ to }) => to === null || days <= to)!.key;

/** Every receipt is in one bucket: the sums of the buckets are the sum of the receipts. Minor units of one currency. */
export function waitingByAge(
  receipts: readonly { readonly days: number; readonly rest: Minor }[],
): { key: WaitingAge; count: number; rest: Minor }[] {
  return WAITING_AGES.map(({ key }) => {
    const mine = receipts.filter(({ days }) => waitingAge(days) === key);
    return { key, count: mine.length, rest: mine.reduce((all, { rest }) => all + rest, 0n) };
  });
}
