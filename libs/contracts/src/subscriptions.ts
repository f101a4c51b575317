import { z } from 'zod';
import { language } from './language';
import { businessDate, money, moneyText, pageQuery, period, reason, unitPrice, uuid } from './primitives';
import { projectName } from './project-names';

export const subscriptionStates = ['trial', 'active', 'suspended', 'ended'] as const;

export const endReasons = [
  'terminated',
  'auto_renew_off',
  'price_refused',
  'by_hand',
  'technical_account',
  'transferred',
] as const;

export const freeTerm = z.object({
  quantity: z.number().int(),
  from: businessDate.nullable(),
  until: businessDate.nullable(),
  begun: z.boolean(),
  /** The name of the promotion that gave it; null: a member of staff did. */
  promotion: z.string().nullable(),
});

export const subscription = z
  .object({
    id: uuid,
    productCode: z.string(),
    productName: z.string(),
    /** Only of a product with projects: the one it belongs to. */
    project: projectName.optional(),
    /** Only of a product with tariffs. */
    tariff: z.object({ code: z.string(), name: z.string() }).optional(),
    state: z.enum(subscriptionStates),
    quantity: z.number().int(),
    unitPrice,
    /** `unitPrice` is for a pack of so many units; left out: for one. */
    packSize: z.number().int().optional(),
    cost: money,
    period,
    trialEndsOn: businessDate.nullable(),
    paidUntil: businessDate.nullable(),
    autoRenew: z.boolean(),
    /** One more period was asked for by hand and is charged when the paid days are over. Left out: none was. */
    nextPeriodOrdered: z.literal(true).optional(),
    /** Counts bought for one term: it is not changed and not renewed; more is another package. */
    isPackage: z.boolean(),
    rank: z.number().int(),
    credit: money,
    nextPrice: z.object({ unitPrice, period, effectiveOn: businessDate }).nullable(),
    /** Given free of charge (rule 8): the term that runs, else the one that waits. `until` is the last day of use. */
    free: freeTerm.nullable(),
    /** The announced change that comes next, refused or not: `nextPrice` tells only what will be charged. */
    priceChange: z
      .object({ id: uuid, unitPrice, effectiveOn: businessDate, refused: z.boolean() })
      .nullable(),
    /** The quantity follows the seats of the amoCRM account: active users that are not free. */
    followSeats: z.boolean(),
    /** The product is counted by seats: following may begin. Who follows already may go on though it says no. */
    mayFollowSeats: z.boolean(),
    /** Where the quantity goes with the seats; `effectiveOn` null: whenever the next period starts. `cost` is for a period. */
    nextQuantity: z
      .object({ quantity: z.number().int(), effectiveOn: businessDate.nullable(), cost: money })
      .nullable(),
    /** The last day of use when an end is in sight; null when it goes on. */
    endsOn: businessDate.nullable(),
    /** Why it will end on `endsOn`, or why it ended. */
    endReason: z.enum(endReasons).nullable(),
  })
  .meta({ id: 'Subscription' });

/** A person who holds a certificate and needs no account: whoever names its number is served. */
export const holder = z.strictObject({
  name: z.string().trim().min(1, 'Укажите имя').max(200),
  /** A phone or an address of mail. */
  contact: z.string().trim().min(1).max(200).nullable().default(null),
});

export const connectProduct = z.strictObject({
  productCode: z.string().min(1),
  /** Of a product with projects: the id of the one it is connected for. */
  project: uuid.optional(),
  /** Of a product with tariffs: the code of the one that is wished. */
  tariff: z.string().min(1).max(40).optional(),
  quantity: z.number().int('Количество — целое число').min(1).max(1_000_000),
  period,
  trial: z.boolean().optional(),
  autoRenew: z.boolean().optional(),
  /** `quantity` must be the seats there are now: what is connected is what was shown. */
  followSeats: z.boolean().optional(),
  /** Of a package with a certificate: for whom it is bought (Astars 3.1); left out: for the account itself. */
  holder: holder.optional(),
});

export const changeSubscription = z
  .strictObject({
    autoRenew: z.boolean().optional(),
    quantity: z.number().int('Количество — целое число').min(1).max(1_000_000).optional(),
    rank: z.number().int().min(1).optional(),
    period: period.optional(),
    /** Another tariff, inside the period in use; its limits hold at once. */
    tariff: z.string().min(1).max(40).optional(),
    /** A quantity chosen by hand ends it. */
    followSeats: z.boolean().optional(),
  })
  .refine((value) => Object.values(value).some((field) => field !== undefined), 'Нечего менять');

/** One more period, ahead of its time, where nothing renews by itself; false takes it back. */
export const orderNextPeriod = z.strictObject({ ordered: z.boolean() });

export const subscriptionsQuery = pageQuery.extend({
  state: z.enum(subscriptionStates).optional(),
  /** What products are called in the answer. */
  lang: language.optional(),
});

export const forecastQuery = z.object({
  until: businessDate,
  /** What if so much came in right now: the forecast is of the account as it would stand then. */
  topUp: moneyText
    .refine((text) => !text.startsWith('-') && /[1-9]/.test(text), 'Сумма должна быть больше нуля')
    .optional(),
});
export const plannedCharge = z.object({
  subscriptionId: uuid,
  productCode: z.string(),
  amount: money,
  money,
  bonus: money,
  periodStart: businessDate,
  periodEnd: businessDate,
  /** Of metered use: what was used, as far as it is known today. */
  unit: z.string().optional(),
});
export const forecastDay = z
  .object({
    date: businessDate,
    charges: z.array(plannedCharge),
    suspensions: z.array(
      z.object({ subscriptionId: uuid, productCode: z.string(), required: money, available: money }),
    ),
    /** What all charges of the day come to, money and bonus together. */
    total: money,
    balanceAfter: z.object({ money, bonus: money }),
  })
  .meta({ id: 'ForecastDay' });
/** What a top-up would do at once, and how long what is there would last then. */
export const topUpInMind = z
  .object({
    amount: money,
    /** By the published rule of the accepted offer; zero when the sum earns none. */
    bonus: money,
    percent: z.number().nullable(),
    bonusExpiresOn: businessDate.nullable(),
    /** The least the offer lets one pay. */
    minimum: money,
    isEnough: z.boolean(),
    /** The next row of the table of bonuses. */
    next: z.object({ from: money, bonus: money }).nullable(),
    charges: z.array(plannedCharge),
    /** What all charges of that moment come to. */
    total: money,
    resumed: z.array(z.object({ subscriptionId: uuid, productCode: z.string(), paidUntil: businessDate })),
    /** What would still stand for lack of money, or because staff hold the account. */
    stillSuspended: z.array(z.object({ subscriptionId: uuid, productCode: z.string() })),
    balanceAfter: z.object({ money, bonus: money }),
    emptyOn: businessDate.nullable(),
    daysLeft: z.number().int().nullable(),
  })
  .meta({ id: 'TopUpInMind' });
export const forecast = z
  .object({
    /** The last day told of: earlier than the one asked for when there is more to reckon than is reckoned (1,101 runs). */
    until: businessDate,
    items: z.array(forecastDay),
    /** Only when `topUp` was asked for. */
    topUp: topUpInMind.optional(),
  })
  .meta({ id: 'Forecast' });

export const startRun = z.strictObject({ businessDate, dryRun: z.boolean().optional() });
export const stopRun = z.strictObject({ reason: reason.optional() });
export const run = z
  .object({
    id: uuid,
    businessDate,
    state: z.enum(['running', 'completed', 'failed', 'stopped']),
    dryRun: z.boolean(),
    /** Accounts due when it began: what `accounts` and `parked` are on the way to. */
    due: z.number().int(),
    accounts: z.number().int(),
    charged: z.number().int(),
    suspended: z.number().int(),
    resumed: z.number().int(),
    ended: z.number().int(),
    parked: z.number().int(),
    /** The first of `amounts`: sums of different currencies are never added up. */
    amount: money,
    /** What was charged, a sum for each currency, rubles first; empty when nothing was. */
    amounts: z.array(money),
    /** What the rehearsal foresaw; null when none was held: few accounts were due. */
    expected: z.object({ charged: z.number().int(), amount: money, amounts: z.array(money) }).nullable(),
    /** Why it was asked to stop; it ends as `stopped` after the batches under way, and what is left stays due. */
    stopReason: z.string().nullable(),
    /** It was stopped and nobody has gone on with it: until then the schedule charges nobody. */
    waitsForPerson: z.boolean(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'RenewalRun' });

/** What a run charged for a product, beside what its rehearsal foresaw. */
export const runProduct = z
  .object({
    productCode: z.string(),
    productName: z.string(),
    charged: z.number().int(),
    amount: money,
    /** null when no rehearsal was held, or it foresaw no charge for the product. */
    expected: z.object({ charged: z.number().int(), amount: money }).nullable(),
  })
  .meta({ id: 'RenewalRunProduct' });

export const runDetails = run.extend({ products: z.array(runProduct) }).meta({ id: 'RenewalRunDetails' });

export const parkedReasons = [
  'terms_unreadable',
  'stays_due',
  'refused_by_database',
  'busy',
  'database_away',
  'unknown',
] as const;

/** An account that threw in a run: the others went on without it. */
export const parkedAccount = z
  .object({
    accountId: uuid,
    name: z.string(),
    businessDate,
    /** For people who repair: what was thrown. */
    cause: z.string(),
    /** What kind of trouble it was, to be said in words. */
    because: z.enum(parkedReasons),
    parkedAt: z.string(),
    tries: z.number().int(),
  })
  .meta({ id: 'ParkedAccount' });

/** What trying a parked account alone led to. `parked` is null when it was renewed. */
export const parkedRetry = z
  .object({
    accountId: uuid,
    businessDate,
    charged: z.number().int(),
    amount: money,
    parked: parkedAccount.nullable(),
  })
  .meta({ id: 'ParkedRetry' });

export type ParkedAccountDto = z.infer<typeof parkedAccount>;
export type ParkedRetryDto = z.infer<typeof parkedRetry>;
export type SubscriptionDto = z.infer<typeof subscription>;
export type ConnectProductDto = z.infer<typeof connectProduct>;
export type ChangeSubscriptionDto = z.infer<typeof changeSubscription>;
export type ForecastDto = z.infer<typeof forecast>;
export type TopUpInMindDto = z.infer<typeof topUpInMind>;
export type ForecastDayDto = z.infer<typeof forecastDay>;
export type RunDto = z.infer<typeof run>;
export type RunDetailsDto = z.infer<typeof runDetails>;
export type RunProductDto = z.infer<typeof runProduct>;
export type SubscriptionState = (typeof subscriptionStates)[number];
