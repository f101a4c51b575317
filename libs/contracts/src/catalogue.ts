import { z } from 'zod';
import { language } from './language';
import { businessDate, pageQuery, period, unitPrice } from './primitives';
import { checkShape, priceShape } from './price-shapes';
import { usageLimit } from './usage';

export const productKinds = ['widget', 'report', 'integration', 'module', 'service'] as const;
/** What the quantity of a product may follow: the seats of the amoCRM account, users that are active and not free. */
export const quantityFollows = z.enum(['seats']);
const code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'Код: латинские буквы, цифры, точка, дефис и подчёркивание');

export const quotaLimit = z
  .strictObject({
    unit: z.string().min(1).max(60),
    included: z.number().int().min(0),
    per: z.enum(['P1D', 'P1M', 'period']),
    over: z.enum(['refuse', 'drop', 'warn', 'recalculate']),
    rollOverCap: z.number().int().min(0).optional(),
  })
  .refine((limit) => limit.over !== 'recalculate' || limit.included > 0, {
    path: ['included'],
    message: 'Пропорцию считают от количества больше нуля',
  });
/** One window of a unit has one limit, and one unit one price: a second would count everything twice. */
function refuseTwice<T>(name: (one: T) => string) {
  return (list: T[], context: z.RefinementCtx): void => {
    list.forEach((one, index) => {
      if (list.findIndex((other) => name(other) === name(one)) === index) return;
      context.addIssue({ code: 'custom', path: [index, 'unit'], message: 'Эта единица уже названа' });
    });
  };
}
export const usagePrice = z.strictObject({ unit: z.string().min(1).max(60), unitPrice });

export const price = z
  .object({
    id: z.uuid(),
    period,
    unitPrice,
    minQuantity: z.number().int().min(1),
    validFrom: businessDate,
    ...priceShape,
    limits: z.array(quotaLimit).optional(),
    usagePrices: z.array(usagePrice).optional(),
  })
  .meta({ id: 'Price' });

/** A product for those who read English. Documents stay Russian whatever stands here. */
const english = z.strictObject({
  name: z.string().trim().min(1, 'Укажите название на английском').max(200),
  summary: z.string().trim().min(1).max(2000).nullable().default(null),
});

export const product = z
  .object({
    code,
    name: z.string(),
    kind: z.enum(productKinds),
    seller: z.string(),
    summary: z.string().nullable(),
    tariffUnit: z.string(),
    /** null: the customer chooses the quantity and it stays. */
    quantityFollows: quantityFollows.nullable(),
    /** Null: there is no English name, the Russian one is shown. */
    english: z.object({ name: z.string(), summary: z.string().nullable() }).nullable(),
    prices: z.array(price),
    trialDays: z.number().int(),
    offer: z.object({ version: z.string(), title: z.string() }),
  })
  .meta({ id: 'Product' });

/** In English, `name` and `summary` are the English ones where there are any. */
export const productsQuery = pageQuery.extend({
  seller: z.string().optional(),
  lang: language.optional(),
});

export const createProduct = z.strictObject({
  code,
  name: z.string().trim().min(1).max(200),
  kind: z.enum(productKinds),
  seller: z.string(),
  tariffUnit: z.string().trim().min(1).max(60),
  summary: z.string().trim().max(2000).optional(),
  trialDays: z.number().int().min(0).max(366).optional(),
  quantityFollows: quantityFollows.nullable().optional(),
  english: english.nullable().optional(),
});

/** What is left out stays as it is. */
export const changeProduct = z
  .strictObject({
    quantityFollows: quantityFollows.nullable().optional(),
    english: english.nullable().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Укажите, что изменить');

const limits = z
  .array(quotaLimit)
  .max(50)
  .superRefine(refuseTwice((limit) => `${limit.unit} ${limit.per}`));
const usagePrices = z
  .array(usagePrice)
  .max(50)
  .superRefine(refuseTwice((price) => price.unit));

export const addPrice = z
  .strictObject({
    period,
    unitPrice,
    validFrom: businessDate,
    minQuantity: z.number().int().min(1).max(1_000_000).optional(),
    ...priceShape,
    limits: limits.optional(),
    usagePrices: usagePrices.optional(),
  })
  .superRefine(checkShape);

/** What is included and what is metered stays as it is; steps and packs belong to the new price alone. */
export const announcePriceChange = z
  .strictObject({
    period,
    unitPrice,
    effectiveOn: businessDate,
    ...priceShape,
  })
  .superRefine(checkShape);
export const priceChange = z
  .object({
    id: z.uuid(),
    period,
    unitPrice,
    ...priceShape,
    effectiveOn: businessDate,
    announcedAt: z.string(),
    accountsTold: z.number().int(),
  })
  .meta({ id: 'PriceChange' });

export const seller = z
  .object({
    code: z.string(),
    name: z.string(),
    currency: z.enum(['RUB', 'KZT', 'USD']),
    timeZone: z.string(),
    offerVersion: z.string(),
  })
  .meta({ id: 'Seller' });

export const createKey = z.strictObject({ name: z.string().max(100).optional() }).optional();
export const productKey = z.object({ keyId: z.uuid(), secret: z.string() }).meta({ id: 'ProductKey' });

export const entitlementQuery = z.object({ account: z.coerce.number().int().min(1) });
export const entitlement = z
  .object({
    entitled: z.boolean(),
    state: z.enum(['trial', 'active', 'suspended', 'ended', 'none', 'unknown']),
    reason: z.string(),
    quantity: z.number().int(),
    paidUntil: businessDate.nullable(),
    daysLeft: z.number().int().nullable(),
    limits: z.array(usageLimit),
    licence: z.string(),
  })
  .meta({ id: 'Entitlement' });

export type EntitlementDto = z.infer<typeof entitlement>;
export type ProductDto = z.infer<typeof product>;
export type PriceDto = z.infer<typeof price>;
export type CreateProductDto = z.infer<typeof createProduct>;
export type ChangeProductDto = z.infer<typeof changeProduct>;
export type AddPriceDto = z.infer<typeof addPrice>;
export type AnnouncePriceChangeDto = z.infer<typeof announcePriceChange>;
export type PriceChangeDto = z.infer<typeof priceChange>;
export type SellerDto = z.infer<typeof seller>;
