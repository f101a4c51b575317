import { z } from 'zod';
import { ALL_UNITS, MOST_DAYS } from './access';
import { businessDate, page, pageQuery, uuid } from './primitives';
import { route } from './route';
import { ADMIN, CUSTOMER } from './who';

const MOST_PRODUCTS = 50;

export const promotionAudiences = ['everyone', 'newcomers'] as const;
export const promotionStates = ['planned', 'open', 'closed', 'ended'] as const;

/** A promotion as an administrator makes it: what, for whom, when, for how long. */
export const createPromotion = z
  .strictObject({
    name: z.string().trim().min(1, 'Назовите акцию: это имя увидит клиент').max(120),
    productCodes: z
      .array(z.string().min(1))
      .min(1, 'Выберите продукт')
      .max(MOST_PRODUCTS)
      .refine((codes) => new Set(codes).size === codes.length, 'Каждый продукт называют один раз'),
    /** The first and the last day of connecting, the seller's own. */
    opensOn: businessDate,
    closesOn: businessDate,
    audience: z.enum(promotionAudiences),
    /** How many units are free; left out: all of them. */
    mostUnits: z
      .number()
      .int('Количество — целое число')
      .min(1, 'Не меньше одной единицы')
      .max(ALL_UNITS)
      .optional(),
    /** For so many days, or until a day (the last day of use). */
    days: z
      .number()
      .int('Дни — целое число')
      .min(1, 'Не меньше одного дня')
      .max(MOST_DAYS, 'Не больше трёх лет')
      .optional(),
    untilOn: businessDate.optional(),
  })
  .superRefine(({ opensOn, closesOn, days, untilOn }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (closesOn < opensOn) wrong('closesOn', 'Не раньше первого дня подключения');
    if ((days === undefined) === (untilOn === undefined))
      wrong('days', 'Укажите число дней или последний день');
    else if (untilOn !== undefined && untilOn < closesOn)
      wrong('untilOn', 'Не раньше последнего дня подключения: иначе подключившимся ничего не достанется');
  });

export const promotion = z
  .object({
    id: uuid,
    name: z.string(),
    seller: z.string(),
    products: z.array(z.object({ code: z.string(), name: z.string() })),
    opensOn: businessDate,
    closesOn: businessDate,
    audience: z.enum(promotionAudiences),
    mostUnits: z.number().int().nullable(),
    days: z.number().int().nullable(),
    untilOn: businessDate.nullable(),
    state: z.enum(promotionStates),
    /** How many accounts it has given anything. */
    accounts: z.number().int(),
    createdAt: z.string(),
    createdBy: z.string(),
    endedAt: z.string().nullable(),
    endedBy: z.string().nullable(),
  })
  .meta({ id: 'Promotion' });

/** What connecting on a day would give. `until` null: nothing, the trial lasts longer. */
const givenOn = z.object({ connectedOn: businessDate, from: businessDate, until: businessDate.nullable() });

export const promotionPreview = z
  .object({
    products: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        trialDays: z.number().int(),
        /** Of who connects on the first day and on the last one, trial included. */
        first: givenOn,
        last: givenOn,
        /** Accounts it is for as things stand, and those that are connected and get nothing by it. */
        accounts: z.number().int(),
        connected: z.number().int(),
      }),
    ),
    /** Promotions of the same products on the same days. One gives: the one whose free days last longest. */
    overlaps: z.array(
      z.object({
        promotion: z.object({ id: uuid, name: z.string() }),
        productName: z.string(),
        from: businessDate,
        to: businessDate,
        /** Which of the two gives; `both`: one at first, the other later. */
        gives: z.enum(['this', 'other', 'both']),
      }),
    ),
  })
  .meta({ id: 'PromotionPreview' });

/** What connecting a product today would give an account (the trial runs first). `quantity` null: all units are free. */
export const promisedTerm = z.object({
  name: z.string(),
  quantity: z.number().int().nullable(),
  from: businessDate,
  until: businessDate,
});

export const promotionRoutes = {
  promotions: route({
    method: 'GET',
    path: '/promotions',
    tag: 'Catalogue',
    who: 'support, administrator',
    summary: 'Promotions, newest first, with how many accounts took each',
    query: pageQuery,
    answer: page(promotion),
  }),
  createPromotion: route({
    method: 'POST',
    path: '/promotions',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Adds a promotion: whoever connects its products within its days has them free for a period',
    body: createPromotion,
    answer: promotion,
  }),
  previewPromotion: route({
    method: 'POST',
    path: '/promotions/preview',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'What a promotion would give, to how many, and which others it meets; nothing is kept',
    body: createPromotion,
    answer: promotionPreview,
    status: 200,
  }),
  endPromotion: route({
    method: 'POST',
    path: '/promotions/:id/end',
    tag: 'Catalogue',
    who: ADMIN,
    summary: 'Ends a promotion now; what it has given stays given',
    answer: promotion,
    status: 200,
  }),
  promisedTerms: route({
    method: 'GET',
    path: '/accounts/:id/promised-terms',
    tag: 'Access',
    who: CUSTOMER,
    summary: 'What promotions would give the account for connecting today, by product',
    answer: z.object({ items: z.array(promisedTerm.extend({ productCode: z.string() })) }),
  }),
} as const;

export type CreatePromotionDto = z.infer<typeof createPromotion>;
export type PromotionDto = z.infer<typeof promotion>;
export type PromotionPreviewDto = z.infer<typeof promotionPreview>;
export type PromisedTermDto = z.infer<typeof promisedTerm>;
