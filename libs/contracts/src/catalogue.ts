import { z } from 'zod';
import { goods } from './goods';
import { language } from './language';
import { businessDate, pageQuery, period, unitPrice } from './primitives';
import { checkShape, priceShape } from './price-shapes';

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
    /** The unit is a level, how many there are now (connections at once); `per` is how long its peak is kept. */
    gauge: z.boolean().optional(),
  })
  .refine((limit) => limit.over !== 'recalculate' || limit.included > 0, {
    path: ['included'],
    message: 'Пропорцию считают от количества больше нуля',
  })
  .refine((limit) => !limit.gauge || limit.over !== 'recalculate', {
    path: ['gauge'],
    message: 'Пересчёт и так считает, сколько сейчас',
  })
  .refine((limit) => !limit.gauge || limit.rollOverCap === undefined, {
    path: ['rollOverCap'],
    message: 'Уровень не переносят: он не обнуляется',
  });
/** One window of a unit has one limit, and one unit one price: a second would count everything twice. */
export function refuseTwice<T>(name: (one: T) => string) {
  return (list: T[], context: z.RefinementCtx): void => {
    list.forEach((one, index) => {
      if (list.findIndex((other) => name(other) === name(one)) === index) return;
      context.addIssue({ code: 'custom', path: [index, 'unit'], message: 'Эта единица уже названа' });
    });
  };
}
/** A unit of limits and metered prices as people call it: «Экспресс ответ». A unit that is not named is shown by its code. */
export const namedUnit = z.strictObject({
  /** As limits, usage and prices say it. */
  code: z.string().min(1).max(60),
  name: z.string().trim().min(1, 'Назовите единицу').max(100),
  english: z.string().trim().min(1).max(100).nullable().default(null),
});
const units = z
  .array(namedUnit)
  .min(1, 'Назовите хотя бы одну единицу')
  .max(50)
  .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'Единица названа дважды');
export const usagePrice = z.strictObject({ unit: z.string().min(1).max(60), unitPrice });

export const price = z
  .object({
    id: z.uuid(),
    period,
    /** The code of its tariff; left out: the product has one without a name. */
    tariff: z.string().optional(),
    unitPrice,
    minQuantity: z.number().int().min(1),
    validFrom: businessDate,
    ...priceShape,
    limits: z.array(quotaLimit).optional(),
    usagePrices: z.array(usagePrice).optional(),
    /** A package: the counts of `limits` for one term, bought once and as often as one likes. */
    isPackage: z.boolean().optional(),
  })
  .meta({ id: 'Price' });

/** `projects`: an account may use it several times side by side, each project with a subscription, limits and a token of its own. */
export const productInstances = ['one', 'projects'] as const;

const tariffCode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Код тарифа: строчные латинские буквы, цифры и дефис');
/** A named tariff: prices and limits that belong to it name it by its code. */
export const tariff = z.strictObject({
  code: tariffCode,
  name: z.string().trim().min(1, 'Назовите тариф').max(100),
  english: z.string().trim().min(1).max(100).nullable().default(null),
});
const tariffs = z
  .array(tariff)
  .min(1, 'Назовите хотя бы один тариф')
  .max(100)
  .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'Тариф назван дважды');
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Время пишется как ЧЧ:ММ');
/**
 * Counted services of packages are rendered at a time agreed beforehand (Astars 5.3.1). Times of day are the seller's; a time
 * may be given up or moved without cost so many hours before it, the hour itself included (5.3.8.1).
 */
export const appointmentRules = z
  .strictObject({
    cancelHours: z.number().int().min(0).max(720),
    from: timeOfDay,
    to: timeOfDay,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Конец раньше начала' });
/** The code of a partner whose customers alone are sold it (Astars, appendix 1); one of the partners the offer names. */
const partner = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Код партнёра: строчные латинские буквы, цифры и дефис');

/** At a time so many instances of an account may be on a price of nothing. */
const freePlan = z.strictObject({ activeInstances: z.number().int().min(1).max(1000) });

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
    /** Left out: an account uses it once. */
    instances: z.literal('projects').optional(),
    /** In the order of the catalogue; left out: there is one without a name. */
    tariffs: z.array(tariff.extend({ english: z.string().nullable() })).optional(),
    freePlan: freePlan.optional(),
    /** What its units are called; left out: by their codes. */
    units: z.array(namedUnit.extend({ english: z.string().nullable() })).optional(),
    /** Left out: its services are not rendered by appointment. */
    appointments: appointmentRules.optional(),
    /** Sold only to customers of this partner; left out: to everybody. */
    partner: z.string().optional(),
    /** Null: there is no English name, the Russian one is shown. */
    english: z.object({ name: z.string(), summary: z.string().nullable() }).nullable(),
    prices: z.array(price),
    trialDays: z.number().int(),
    /** Where its picture is, below the origin of the API; null: there is none. Another picture has another address. */
    picture: z.string().nullable(),
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
  /** Left out: an account uses it once. It is never changed: what is connected was connected so. */
  instances: z.enum(productInstances).optional(),
  tariffs: tariffs.optional(),
  freePlan: freePlan.optional(),
  units: units.optional(),
  appointments: appointmentRules.optional(),
  partner: partner.optional(),
  english: english.nullable().optional(),
});

/** What is left out stays as it is. */
export const changeProduct = z
  .strictObject({
    quantityFollows: quantityFollows.nullable().optional(),
    /** The whole list: one that has prices may not be left out. */
    tariffs: tariffs.optional(),
    /** The whole list. */
    units: units.optional(),
    english: english.nullable().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'Укажите, что изменить');

const limits = z
  .array(quotaLimit)
  .max(50)
  .superRefine(refuseTwice((limit) => `${limit.unit} ${limit.per}`));
/** A unit that is a level cannot be a sum as well, and a level has no price for each use. */
function checkGauges(
  { limits: list = [], usagePrices: prices = [] }: z.infer<typeof metering>,
  context: z.RefinementCtx,
): void {
  list.forEach((one, index) => {
    if (!one.gauge) return;
    const complain = (message: string) =>
      context.addIssue({ code: 'custom', path: ['limits', index, 'unit'], message });
    if (list.some((other) => other !== one && other.unit === one.unit))
      complain('У уровня один лимит: сумму считают в другой единице');
    if (prices.some(({ unit }) => unit === one.unit)) complain('У уровня нет цены за использование');
  });
}
const usagePrices = z
  .array(usagePrice)
  .max(50)
  .superRefine(refuseTwice((price) => price.unit));
/**
 * A package is a term, with counts that are refused when they are used up and are gone with it (Astars, 5.3.5 and appendix 1), or
 * without any (Itgrix 2.1.5: a licence for calendar months).
 */
function checkPackage(
  {
    isPackage,
    limits: list = [],
    usagePrices: prices,
  }: z.infer<typeof metering> & { isPackage?: boolean | undefined },
  context: z.RefinementCtx,
): void {
  if (!isPackage) return;
  const complain = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  list.forEach(({ per, over, rollOverCap, gauge }, index) => {
    if (per !== 'period') complain(['limits', index, 'per'], 'Пакет считают за весь срок: period');
    if (over !== 'refuse') complain(['limits', index, 'over'], 'Сверх пакета отказывают: refuse');
    if (rollOverCap !== undefined) complain(['limits', index, 'rollOverCap'], 'Остаток пакета сгорает');
    if (gauge) complain(['limits', index, 'gauge'], 'В пакете — количества, а не уровни');
  });
  if (prices) complain(['usagePrices'], 'Услуги пакета оплачены вместе с ним');
}
const metering = z.object({ limits: limits.optional(), usagePrices: usagePrices.optional() });

/** What a price version says, for `addPrice` and for the files of `offers/`: those say it without a currency and a day. */
export const priceFields = z.strictObject({
  period,
  /** Of a product with tariffs: the code of the one it belongs to. */
  tariff: tariffCode.optional(),
  unitPrice,
  validFrom: businessDate,
  minQuantity: z.number().int().min(1).max(1_000_000).optional(),
  ...priceShape,
  ...metering.shape,
  isPackage: z.boolean().optional(),
});

type SaidOfPrice = Parameters<typeof checkShape>[0] & Parameters<typeof checkPackage>[0];
/** What no field can say alone. */
export function checkPrice(price: SaidOfPrice, context: z.RefinementCtx): void {
  checkShape(price, context);
  checkGauges(price, context);
  checkPackage(price, context);
}

export const addPrice = priceFields.superRefine(checkPrice);

/** What is included and what is metered stays as it is; steps and packs belong to the new price alone. */
export const announcePriceChange = z
  .strictObject({
    period,
    tariff: tariffCode.optional(),
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
    /** Its own word for what it sells, the usual one where it has none. */
    goods,
  })
  .meta({ id: 'Seller' });

export type NamedUnitDto = z.infer<typeof namedUnit>;
export type AppointmentRulesDto = z.infer<typeof appointmentRules>;
export type ProductDto = z.infer<typeof product>;
export type PriceDto = z.infer<typeof price>;
export type CreateProductDto = z.infer<typeof createProduct>;
export type ChangeProductDto = z.infer<typeof changeProduct>;
export type AddPriceDto = z.infer<typeof addPrice>;
export type AnnouncePriceChangeDto = z.infer<typeof announcePriceChange>;
export type PriceChangeDto = z.infer<typeof priceChange>;
export type SellerDto = z.infer<typeof seller>;
