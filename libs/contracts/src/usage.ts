import { z } from 'zod';
import { businessDate, instant, money, unitPrice, uuid } from './primitives';
import { projectName } from './project-names';

const QUANTITY = 'Количество — неотрицательное число, до девяти знаков после точки';
const DECIMAL = /^\d{1,12}(\.\d{1,9})?$/;

/** `1.5e-7` by its digits: 0.00000015. */
function digitsOf(value: number): string {
  const [digits = '', exponent] = String(value).split('e-');
  return exponent === undefined ? digits : `0.${'0'.repeat(+exponent - 1)}${digits.replace('.', '')}`;
}

/** How much was used: a number, or a decimal string where a number could not say it exactly. Never negative. */
export const usedQuantity = z
  .union([z.number(), z.string()], QUANTITY)
  // A small number writes itself with an exponent; it is looked at by its digits.
  .refine((value) => DECIMAL.test(typeof value === 'number' ? digitsOf(value) : value), QUANTITY);

export const recordUsage = z.strictObject({
  /** The number of the account in amoCRM. */
  account: z.number().int('Номер аккаунта amoCRM — целое число').min(1),
  /** Of a product with projects: which of them; the limits of one are never another's. */
  project: uuid.optional(),
  unit: z.string().min(1).max(60),
  /** Of a gauge, and of a limit that recalculates: how many there are now. */
  quantity: usedQuantity,
  /** Of a gauge: the level goes up or down by `quantity`, whoever else counts at the same time. */
  change: z.enum(['raise', 'lower']).optional(),
  /** When it was used: a late event counts by its own time. */
  at: instant,
});

/** `used` and `limit` are of the limit that decided, or has least left; both are exact up to fifteen digits. */
export const countedUsage = z
  .object({ accepted: z.boolean(), used: z.number(), limit: z.number().nullable() })
  .meta({ id: 'CountedUsage' });

/** `key` names the event: sent again, in whatever batch, it is counted once. One older than 400 days is refused, so none comes twice. */
export const usageEvent = recordUsage.extend({ key: z.string().trim().min(1).max(255) });
export const recordUsageBatch = z.strictObject({
  events: z.array(usageEvent).min(1, 'Нет ни одного события').max(1000, 'Не больше 1000 событий за раз'),
});
export const countedBatch = z
  .object({
    items: z.array(
      z.object({
        key: z.string(),
        accepted: z.boolean(),
        used: z.number().nullable(),
        limit: z.number().nullable(),
        /** Why it was not counted: the code a single event would have been refused with. */
        code: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CountedBatch' });

/** What the product calls a unit; left out: it goes by its code. */
const named = z.object({ name: z.string(), english: z.string().nullable() }).optional();

/** Where a limit stands now. */
export const usageLimit = z
  .object({
    unit: z.string(),
    named,
    limit: z.number(),
    /** Of a gauge: how many there are now. */
    used: z.number(),
    /** Held by reservations that live: nobody else may use it. */
    reserved: z.number(),
    /** Of a gauge: the highest level of the window `per` names; of a limit that recalculates: what is paid for above it. */
    peak: z.number().nullable(),
    /** Whether it says how many there are now: no window begins it anew. */
    gauge: z.boolean(),
    /** The first instant of the next window; null when it is not known, or use has ended, and for a gauge. Of packages: when the first of them ends. */
    resetsAt: z.string().nullable(),
    per: z.enum(['P1D', 'P1M', 'period']),
    over: z.enum(['refuse', 'drop', 'warn', 'recalculate']),
  })
  .meta({ id: 'UsageLimit' });

/** What a metered unit has come to since the start of the period; posted when the period ends. */
export const meteredUsage = z
  .object({
    unit: z.string(),
    named,
    unitPrice: unitPrice.nullable(),
    quantity: z.number(),
    /** Exact, with parts of a kopeck: what the period brought and what was carried into it. */
    exact: z.string(),
    /** What would be posted now: rounded down. */
    amount: money,
    periodStart: businessDate,
    isOver: z.boolean(),
  })
  .meta({ id: 'MeteredUsage' });

export const subscriptionUsage = z
  .object({
    subscriptionId: uuid,
    productCode: z.string(),
    productName: z.string(),
    /** Only of a product with projects. */
    project: projectName.optional(),
    limits: z.array(usageLimit),
    metered: z.array(meteredUsage),
  })
  .meta({ id: 'SubscriptionUsage' });

export type RecordUsageDto = z.infer<typeof recordUsage>;
export type UsageEventDto = z.infer<typeof usageEvent>;
export type CountedUsageDto = z.infer<typeof countedUsage>;
export type CountedBatchDto = z.infer<typeof countedBatch>;
export type UsageLimitDto = z.infer<typeof usageLimit>;
export type MeteredUsageDto = z.infer<typeof meteredUsage>;
export type SubscriptionUsageDto = z.infer<typeof subscriptionUsage>;
