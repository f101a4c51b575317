import type { ServicePackageDto } from '@rocket/contracts';
import { instantOf, later, localDate, type LocalDate } from '@rocket/kernel';

/** Times are agreed on to the half hour. */
const STEP_MINUTES = 30;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Every half hour a service may begin at: `09:00` … `20:30`. */
export function timesOf({ from, to }: NonNullable<ServicePackageDto['rules']>): string[] {
  const times: string[] = [];
  for (let at = minutesOf(from); at < minutesOf(to); at += STEP_MINUTES) times.push(timeOf(at));
  return times;
}

/** The instant at which the seller's clock shows a time on a day; null while no day is chosen. */
export function instantAt(date: string, time: string, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const minutes = minutesOf(time);
  const hour = instantOf(localDate(date), timeZone, Math.floor(minutes / 60));
  return new Date(hour.getTime() + (minutes % 60) * 60_000).toISOString();
}

/** The first day that can be chosen. */
export const firstDay = ({ startsOn }: ServicePackageDto, today: LocalDate): LocalDate =>
  later(localDate(startsOn), today);
