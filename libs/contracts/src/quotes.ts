import { z } from 'zod';
import { businessDate, money, period, uuid } from './primitives';
import { route } from './route';
import { freeTerm } from './subscriptions';
import { ON_BEHALF } from './who';

const quantity = z.coerce.number().int('Количество — целое число').min(1).max(1_000_000);
const followSeats = z.enum(['true', 'false']).optional();

export const connectQuoteQuery = z
  .object({
    productCode: z.string().min(1).max(60),
    project: uuid.optional(),
    tariff: z.string().min(1).max(40).optional(),
    /** Left out of one that follows the seats: as many as there are. */
    quantity: quantity.optional(),
    period,
    followSeats,
  })
  .refine((wish) => wish.quantity !== undefined || wish.followSeats === 'true', {
    path: ['quantity'],
    message: 'Укажите количество',
  });
export const changeQuoteQuery = z.object({
  quantity: quantity.optional(),
  period: period.optional(),
  tariff: z.string().min(1).max(40).optional(),
});

/** What connecting or changing would do, by the very steps that do it: nothing is kept of it. */
export const subscriptionQuote = z
  .object({
    subscriptionId: uuid,
    chargedNow: money,
    /** Of one period. */
    cost: money,
    quantity: z.number().int(),
    period,
    /** The last day of use without charge; null when there is no trial. */
    trialEndsOn: businessDate.nullable(),
    /** The last day paid for; null in a trial. */
    paidUntil: businessDate.nullable(),
    /** What is given free of charge with it; after the trial when there is one. */
    free: freeTerm.nullable(),
    /** The day of the next charge; null when nothing renews by itself. */
    nextChargeOn: businessDate.nullable(),
    nextCharge: money,
    /** Carried from what was paid and is no longer used; makes later charges smaller. */
    credit: money,
    autoRenew: z.boolean(),
    /** What a period costs with one user of amoCRM more, and how many days ahead that is told; null: the seats are not followed. */
    oneMore: z.object({ quantity: z.number().int(), cost: money, noticeDays: z.number().int() }).nullable(),
  })
  .meta({ id: 'SubscriptionQuote' });

/** Sums that a customer reads before the click. */
export const quoteRoutes = {
  connectQuote: route({
    method: 'GET',
    path: '/accounts/:id/connection-quote',
    tag: 'Subscriptions',
    who: ON_BEHALF,
    summary: 'What connecting would charge and when; refused as connecting would be, and nothing is kept',
    query: connectQuoteQuery,
    answer: subscriptionQuote,
  }),
  changeQuote: route({
    method: 'GET',
    path: '/subscriptions/:id/change-quote',
    tag: 'Subscriptions',
    who: ON_BEHALF,
    summary:
      'What another quantity or period would charge and when; refused as the change would be, and nothing is kept',
    query: changeQuoteQuery,
    answer: subscriptionQuote,
  }),
} as const;

export type SubscriptionQuoteDto = z.infer<typeof subscriptionQuote>;
export type ChangeQuoteDto = z.infer<typeof changeQuoteQuery>;
