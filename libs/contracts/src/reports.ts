import { CURRENCIES } from '@rocket/kernel';
import { z } from 'zod';
import { language } from './language';
import type { StaffRole } from './notices';
import { businessDate, instant, money, uuid } from './primitives';
import { route } from './route';

export const reportNames = [
  'receipts',
  'charges',
  'bonus',
  'churn',
  'trials',
  'unassigned',
  'forecast',
] as const;
export type ReportName = (typeof reportNames)[number];

/** Rule 31: who reads which report. The API refuses by it, and the menu of the panel shows by it. */
export const REPORT_READERS: Readonly<Record<ReportName, readonly StaffRole[]>> = {
  receipts: ['account_manager', 'accountant', 'administrator'],
  unassigned: ['account_manager', 'accountant', 'administrator'],
  charges: ['accountant', 'administrator'],
  forecast: ['accountant', 'administrator'],
  bonus: ['support', 'accountant', 'administrator'],
  trials: ['support', 'administrator'],
  churn: ['administrator'],
};

export const reportSteps = ['day', 'week', 'month'] as const;
export type ReportStepName = (typeof reportSteps)[number];
export const reportFormats = ['json', 'csv', 'xlsx'] as const;

export const reportQuery = z
  .object({
    /** Left out: every seller, each currency by itself. */
    seller: z.string().max(60).optional(),
    /** Both days included, of the seller. Left out: this month and the five before it, until today. */
    from: businessDate.optional(),
    to: businessDate.optional(),
    by: z.enum(reportSteps).default('month'),
    format: z.enum(reportFormats).default('json'),
    /** Of titles and meanings. */
    lang: language.default('ru'),
    /** `true`: figures computed earlier will not do, newer ones are computed. */
    fresh: z.enum(['true', 'false']).optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    message: 'Конец периода раньше начала',
  });

export const reportColumn = z.object({
  key: z.string(),
  kind: z.enum(['date', 'text', 'money', 'count', 'percent']),
  title: z.string(),
  /** What exactly is counted, for people. */
  meaning: z.string(),
});

/** A sum is a decimal string, a percent one with a decimal: `12.5`. */
const cell = z.union([z.string(), z.number()]).nullable();

/** Rows of one currency: currencies are never added together. Null: nothing in it is money. */
export const reportPart = z.object({
  currency: z.enum(CURRENCIES).nullable(),
  rows: z.array(z.array(cell)),
  totals: z.array(cell).nullable(),
});

/** Money that waits for its owner. */
export const waitingReceipt = z.object({
  id: uuid,
  receivedOn: businessDate,
  days: z.number().int(),
  payer: z.string(),
  purpose: z.string(),
  /** What of it is nobody's yet. */
  rest: money,
});

export const report = z
  .object({
    name: z.enum(reportNames),
    seller: z.string().nullable(),
    /** Null of a report that is of now, not of a period. */
    from: businessDate.nullable(),
    to: businessDate.nullable(),
    by: z.enum(reportSteps).nullable(),
    today: businessDate,
    title: z.string(),
    /** What the report shows and what it does not, for people. */
    about: z.array(z.string()),
    columns: z.array(reportColumn),
    /** Empty when nothing happened. */
    parts: z.array(reportPart),
    /** Of `unassigned`: the oldest receipts, no more than 500. */
    receipts: z.array(waitingReceipt),
    /** Of `forecast`: accounts that could not be read and stand in no sum. */
    leftOut: z.number().int(),
    /**
     * The instant the figures are of. Null: it takes long and none are kept; the answer is 202, `parts` is empty and
     * means nothing yet.
     */
    asOf: instant.nullable(),
    /** Computed earlier and kept, because it takes long; otherwise the figures are of now. */
    kept: z.boolean(),
    /** Newer figures are being computed since then: ask again. */
    computing: z.object({ since: instant }).nullable(),
  })
  .meta({ id: 'Report' });

export const reportRoutes = {
  report: route({
    method: 'GET',
    path: '/reports/:name',
    tag: 'Reports',
    who: 'staff, by report: receipts and unassigned — account_manager, accountant; charges and forecast — accountant; bonus — support, accountant; trials — support; administrator — all',
    summary:
      'Reports of the seller: receipts, charges, bonus, churn, trials of a period by day, week or month; unassigned money and the forecast of revenue as of now; JSON, CSV or XLSX. What takes longer than three seconds answers 202 while it is computed, then what was kept, with its `asOf`; `fresh=true` computes anew',
    query: reportQuery,
    answer: report,
    accepted: report,
  }),
} as const;

export type ReportDto = z.infer<typeof report>;
export type ReportPartDto = z.infer<typeof reportPart>;
export type ReportColumnDto = z.infer<typeof reportColumn>;
export type WaitingReceiptDto = z.infer<typeof waitingReceipt>;
