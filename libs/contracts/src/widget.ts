import { z } from 'zod';
import { balance } from './accounts';
import { productKinds } from './catalogue';
import { language } from './language';
import { businessDate, money, period, unitPrice } from './primitives';
import { promisedTerm } from './promotions';
import { freeTerm, subscription } from './subscriptions';

/** A pass for the stream: `X-Auth-Token` of a request that amoCRM does not make for us. Good for the stream alone. */
export const streamPass = z.object({ pass: z.string(), expiresAt: z.string() }).meta({ id: 'StreamPass' });

/** A mistake of the widget's own, told once by a page. Nothing of amoCRM's page is in it. */
export const widgetTrouble = z.strictObject({
  where: z.string().min(1).max(60),
  message: z.string().max(500),
  version: z.string().max(40).optional(),
});

export const shelfQuery = z.object({
  /** What products are called; left out, in the language the user is known to read. */
  lang: language.optional(),
  /** How many people work in this amoCRM account: what a price "for a user" is multiplied by. */
  seats: z.coerce.number().int().min(1).max(100_000).optional(),
});

/** A price as this account would pay it. */
const shelfPrice = z.object({
  period,
  unitPrice,
  /** `unitPrice` is for a pack of so many units; left out: for one. */
  packSize: z.number().int().optional(),
  minQuantity: z.number().int(),
  /** For how many units `cost` is: this account's own, as far as they are known. */
  quantity: z.number().int(),
  cost: money,
});

/** A product on the shelf in amoCRM, and what this account has of it. */
export const shelfItem = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.enum(productKinds),
    summary: z.string().nullable(),
    tariffUnit: z.string(),
    prices: z.array(shelfPrice),
    /** The whole address of its picture; null: there is none. */
    picture: z.string().nullable(),
    trialDays: z.number().int(),
    /** `goes_on`: begun before and not over. */
    trial: z.enum(['due', 'goes_on', 'none']),
    subscription: subscription.nullable(),
    /** What a promotion gives whoever connects it today; null: nothing. */
    promised: promisedTerm.nullable(),
  })
  .meta({ id: 'ShelfItem' });

export const shelf = z
  .object({
    today: businessDate,
    /** Whether the caller may connect and switch (rule 30). */
    maySpend: z.boolean(),
    /** The contract is over: nothing is connected and nothing paid. Left out: it goes on. */
    isOver: z.literal(true).optional(),
    balance,
    /** What to pay in so that the next 30 days are covered, at least the smallest payment; null: enough is there. */
    advised: money.nullable(),
    items: z.array(shelfItem),
  })
  .meta({ id: 'Shelf' });

export const connectionQuoteQuery = z.object({
  productCode: z.string().min(1).max(60),
  quantity: z.coerce.number().int('Количество — целое число').min(1).max(1_000_000),
  period,
});

/** What connecting would do now, by the very steps that connect: nothing is kept of it. */
export const connectionQuote = z
  .object({
    chargedNow: money,
    /** Of one period. */
    cost: money,
    quantity: z.number().int(),
    period,
    /** The last day of use without charge; null when there is no trial. */
    trialEndsOn: businessDate.nullable(),
    /** The last day paid for now; null in a trial. */
    paidUntil: businessDate.nullable(),
    /** What is given free of charge with it; after the trial when there is one. */
    free: freeTerm.nullable(),
    /** The day of the next charge, null when nothing renews by itself. */
    nextChargeOn: businessDate.nullable(),
    nextCharge: money,
    autoRenew: z.boolean(),
  })
  .meta({ id: 'ConnectionQuote' });

export type StreamPassDto = z.infer<typeof streamPass>;
export type WidgetTroubleDto = z.infer<typeof widgetTrouble>;
export type ShelfDto = z.infer<typeof shelf>;
export type ShelfItemDto = z.infer<typeof shelfItem>;
export type ConnectionQuoteDto = z.infer<typeof connectionQuote>;
