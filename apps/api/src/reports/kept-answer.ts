import type { Language, ReportName, ReportStepName } from '@rocket/contracts';
import { addDays, dayOf } from '@rocket/kernel';
import type { AnswerKey } from './report-answer.rows';
import { REPORT_COLUMNS } from './report-columns';

/** What a report is asked of; days that nobody named stay open, so that the answer kept is there tomorrow too. */
export interface ReportRequest {
  readonly name: ReportName;
  readonly seller?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: ReportStepName;
  readonly lang: Language;
}

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;
/** Whoever opens an older one is shown it, and a newer one is computed. */
const OLD_AFTER_MS = DAY_MS;
/** What nobody asked for in so long is neither computed at night nor kept. */
const FORGOTTEN_AFTER_MS = 30 * DAY_MS;
/** What takes less is never kept: it is answered as of now. */
const LONG_MS = 1_000;
/** By Moscow, after the runs of the day have begun and before anybody works. */
const NIGHT = { zone: 'Europe/Moscow', at: 'T03:00:00+03:00' } as const;

/**
 * Money that waits for its owner is a list people work through: each allocation has to be seen at once. It is read by an index,
 * and holds names of payers, which are kept in one place only.
 */
const NEVER_KEPT: ReadonlySet<ReportName> = new Set(['unassigned']);
/** Of now, not of a period. */
const OF_NOW: ReadonlySet<ReportName> = new Set(['forecast']);
/** Names of products stand in the lines. */
const WORDED: ReadonlySet<ReportName> = new Set(['charges']);

/** Null of a report that is never kept. */
export function answerKey({ name, seller, from, to, by, lang }: ReportRequest): AnswerKey | null {
  if (NEVER_KEPT.has(name)) return null;
  const isOfNow = OF_NOW.has(name);
  return {
    report: name,
    parameters: {
      seller: seller ?? null,
      from: isOfNow ? null : (from ?? null),
      to: isOfNow ? null : (to ?? null),
      by: isOfNow ? null : by,
      lang: WORDED.has(name) ? lang : null,
      columns: Object.keys(REPORT_COLUMNS[name]),
    },
  };
}

/** What was asked, to be computed again; the language only matters where it is part of the key. */
export const requestOf = ({ report, parameters }: AnswerKey): ReportRequest => ({
  name: report,
  seller: parameters.seller ?? undefined,
  from: parameters.from ?? undefined,
  to: parameters.to ?? undefined,
  by: parameters.by ?? 'month',
  lang: parameters.lang ?? 'ru',
});

/** Whether its columns are those of today: an answer of an earlier version of us is never computed again. */
export const isOfToday = ({ report, parameters }: AnswerKey): boolean =>
  report in REPORT_COLUMNS && parameters.columns.join() === Object.keys(REPORT_COLUMNS[report]).join();

export const forgottenBefore = (now: Date): Date => new Date(now.getTime() - FORGOTTEN_AFTER_MS);
export const isOld = (asOf: Date, now: Date): boolean => now.getTime() - asOf.getTime() > OLD_AFTER_MS;
export const isLong = (tookMs: number): boolean => tookMs >= LONG_MS;

/** The latest 03:00 of Moscow that is not after `now`: answers kept from before it are computed anew. */
export function lastNight(now: Date): Date {
  const today = dayOf(now, NIGHT.zone);
  const night = new Date(`${today}${NIGHT.at}`);
  return night <= now ? night : new Date(`${addDays(today, -1)}${NIGHT.at}`);
}
