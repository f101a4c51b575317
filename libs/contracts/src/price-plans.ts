import { z } from 'zod';
import { price } from './catalogue';
import { checkShape, priceShape } from './price-shapes';
import { businessDate, money, page, pageQuery, period, unitPrice, uuid } from './primitives';
import { route } from './route';
import { ADMIN } from './who';

const change = { period, tariff: z.string().min(1).max(40).optional(), unitPrice, ...priceShape };

/** A change that is only looked at: the day it takes effect may still be open. */
export const previewPriceChange = z
  .strictObject({
    ...change,
    effectiveOn: businessDate.optional(),
    /** The day customers are told; left out, today. */
    tellOn: businessDate.optional(),
  })
  .superRefine(checkShape);

/** Told on a day to come, at ten in the morning of the seller; today: at once. */
export const planPriceChange = z
  .strictObject({ ...change, effectiveOn: businessDate, tellOn: businessDate })
  .superRefine(checkShape);

const words = z.object({ title: z.string(), text: z.string(), letterHtml: z.string() });
const sums = z.object({ before: money, after: money });

export const priceChangePreview = z
  .object({
    productName: z.string(),
    /** What newcomers pay for the period today; the new price takes over its limits and metered units. */
    current: price,
    tellOn: businessDate,
    /** The offer: told so many calendar days ahead, by these channels. */
    notice: z.object({ days: z.number().int(), channels: z.array(z.string()), offerVersion: z.string() }),
    /** The first day the new price may take effect when customers are told on `tellOn`. */
    earliest: businessDate,
    /** null while no day is chosen. */
    inTime: z.boolean().nullable(),
    accounts: z.number().int(),
    /** What all of them pay for one period of theirs, and in a month. */
    perPeriod: sums,
    perMonth: sums,
    /** The notice as the first of them will read it; null when there is nobody to tell. */
    sample: z.object({ account: z.string(), ru: words, en: words }).nullable(),
    affected: page(
      z.object({
        account: z.object({ id: uuid, name: z.string() }),
        quantity: z.number().int(),
        before: money,
        after: money,
        /** The first period at the new price begins; null: when the product is resumed, or no day is chosen. */
        changesOn: businessDate.nullable(),
      }),
    ),
  })
  .meta({ id: 'PriceChangePreview' });

export const pricePlanStates = ['planned', 'announced', 'in_effect', 'held', 'cancelled'] as const;

/** A price change, planned or already told. `held`: its day came too late for the offer's terms, so nobody was told. */
export const pricePlan = z
  .object({
    id: uuid,
    state: z.enum(pricePlanStates),
    productCode: z.string(),
    productName: z.string(),
    period,
    unitPrice,
    ...priceShape,
    effectiveOn: businessDate,
    tellOn: businessDate,
    announcedAt: z.string().nullable(),
    accountsTold: z.number().int().nullable(),
    plannedBy: z.string(),
    plannedAt: z.string(),
    cancelledBy: z.string().nullable(),
    heldBecause: z.string().nullable(),
  })
  .meta({ id: 'PricePlan' });

export const pricePlanRoutes = {
  previewPriceChange: route({
    method: 'POST',
    path: '/products/:code/price-changes/preview',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Who a new price would concern, what they would pay, when it may begin and what they would read',
    body: previewPriceChange,
    query: pageQuery,
    answer: priceChangePreview,
    status: 200,
  }),
  planPriceChange: route({
    method: 'POST',
    path: '/products/:code/price-plans',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Plans a new price, to be announced on a day; on today’s day it is announced at once',
    body: planPriceChange,
    answer: pricePlan,
  }),
  pricePlans: route({
    method: 'GET',
    path: '/price-plans',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Price changes, planned and announced, newest first',
    query: pageQuery,
    answer: page(pricePlan),
  }),
  cancelPricePlan: route({
    method: 'POST',
    path: '/price-plans/:id/cancellation',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Takes a planned price back, before anybody was told of it',
    answer: pricePlan,
    status: 200,
  }),
} as const;

export type PreviewPriceChangeDto = z.infer<typeof previewPriceChange>;
export type PlanPriceChangeDto = z.infer<typeof planPriceChange>;
export type PriceChangePreviewDto = z.infer<typeof priceChangePreview>;
export type PricePlanDto = z.infer<typeof pricePlan>;
