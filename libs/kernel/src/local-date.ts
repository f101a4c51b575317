declare const localDateBrand: unique symbol;

/**
 * A calendar day of the seller, `YYYY-MM-DD`. It has no hour and no zone: a business date, a period
 * boundary, a document date. Compares with `<` because the text sorts as the days do.
 */
export type LocalDate = string & { readonly [localDateBrand]: true };

const DAY_MS = 86_400_000;
/** People write it for «never». A year has four digits, so nothing comes after it: a day of five would sort before today. */
export const LAST_DAY = '9999-12-31' as LocalDate;
const END_OF_DAYS = Date.UTC(9999, 11, 31);
const utc = (date: LocalDate): number =>
  Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10));
/** Planning asks for the same days over and over: those of the years business happens in are written once. */
const writtenDays: LocalDate[] = [];
const DAYS_KEPT = 50_000;
function fromUtc(ms: number): LocalDate {
  const day = Math.floor(ms / DAY_MS);
  if (!(day >= 0 && day < DAYS_KEPT)) return writeDay(ms);
  return (writtenDays[day] ??= writeDay(ms));
}
const writeDay = (ms: number): LocalDate =>
  new Date(Math.min(ms, END_OF_DAYS)).toISOString().slice(0, 10) as LocalDate;

/** @throws RangeError for what is not a day of the calendar, 2026-02-30 included */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`Not a calendar day: ${JSON.stringify(text)}`);
  return text;
}

export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = utc(text as LocalDate);
  return !Number.isNaN(ms) && fromUtc(ms) === text;
}

export const addDays = (date: LocalDate, days: number): LocalDate => fromUtc(utc(date) + days * DAY_MS);
export const daysBetween = (from: LocalDate, to: LocalDate): number => (utc(to) - utc(from)) / DAY_MS;
/** 0 is Sunday, 6 is Saturday. */
export const weekdayOf = (date: LocalDate): number => new Date(utc(date)).getUTCDay();
export const yearOf = (date: LocalDate): number => +date.slice(0, 4);
export const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);
export const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

/** Adds months to an anchor and clamps to the last day of a shorter month: 31 Jan + 1 = 28 Feb, + 2 = 31 Mar. */
export function addMonths(anchor: LocalDate, months: number): LocalDate {
  const year = +anchor.slice(0, 4);
  const month = +anchor.slice(5, 7) - 1 + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return fromUtc(Date.UTC(year, month, Math.min(+anchor.slice(8, 10), lastDay)));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const QUARTER_MS = 900_000;
/** Since then every zone changes its offset at a whole quarter of an hour (Liberia was the last that did not). */
const QUARTERS_SINCE = Date.UTC(1973, 0, 1);
const MOST_QUARTERS = 20_000;
const offsets = new Map<string, Map<number, number>>();

/** The wall clock of a zone, read as if it were UTC milliseconds, whole seconds. Asked often, so quarters are remembered. */
function wallClock(instantMs: number, zone: string): number {
  if (instantMs < QUARTERS_SINCE) return readClock(instantMs, zone);
  let known = offsets.get(zone);
  if (!known || known.size >= MOST_QUARTERS) offsets.set(zone, (known = new Map<number, number>()));
  const quarter = instantMs - (instantMs % QUARTER_MS);
  let offset = known.get(quarter);
  if (offset === undefined) known.set(quarter, (offset = readClock(quarter, zone) - quarter));
  return Math.floor(instantMs / 1000) * 1000 + offset;
}

function readClock(instantMs: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US-u-hc-h23', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(instantMs)) part[type] = +value;
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
}

/** The day it is at `instant` on a calendar that hangs in `zone`. */
export const dayOf = (instant: Date, zone: string): LocalDate => fromUtc(wallClock(instant.getTime(), zone));

/**
 * The instant at which `date` shows `hour`:00 in `zone`. Where summer time skips that hour, the first
 * instant after the gap; where it repeats, the first of the two. The anchor is the date, the instant is
 * derived: nobody adds 24 hours.
 */
export function instantOf(date: LocalDate, zone: string, hour = 0): Date {
  const wanted = utc(date) + hour * 3_600_000;
  const offsets = [wanted - DAY_MS, wanted + DAY_MS].map((ms) => wallClock(ms, zone) - ms);
  const candidates = offsets.map((offset) => wanted - offset);
  const exact = candidates.filter((ms) => wallClock(ms, zone) === wanted);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

/** The first instant of a day: periods are half-open, so it is also the end of the day before. */
export const startOfDay = (date: LocalDate, zone: string): Date => instantOf(date, zone, 0);
