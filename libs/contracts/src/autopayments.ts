import { z } from 'zod';
import { businessDate, instant, money, uuid } from './primitives';
import { providerPayment } from './providers';
import { route } from './route';
import { CUSTOMER, SPENDER } from './who';

/** Agrees to regular payments by paying the next period of a subscription with a card that is kept. */
export const beginAutopayment = z.strictObject({
  subscription: uuid,
  /** The customer has read what will be charged and when, and agrees. */
  agreed: z.literal(true, 'Подтвердите согласие на регулярные списания'),
});

/** Regular payments by a kept card (Alfa CRM 5.6). */
export const autopayment = z
  .object({
    /** Whether the seller's terms allow it and there is a way to pay so. */
    isOffered: z.boolean(),
    /** How many days before a period begins the card is charged; null when it is not offered. */
    chargeDaysBefore: z.number().int().nullable(),
    /** The card that pays; null while the customer pays by hand. Of its number only the last four digits are known here. */
    card: z
      .object({ type: z.string(), lastFour: z.string(), expires: z.string(), keptAt: instant })
      .nullable(),
    /** The next period of each product, as the card is or would be charged for it. */
    next: z.array(
      z.object({
        subscription: uuid,
        productCode: z.string(),
        periodStart: businessDate,
        chargeOn: businessDate,
        /** The whole cost of the period: it is never charged in part. */
        amount: money,
        /** The balance reaches for it: the card is left alone. */
        isCovered: z.boolean(),
      }),
    ),
    last: z
      .object({
        productCode: z.string(),
        periodStart: businessDate,
        amount: money,
        state: z.enum(['under_way', 'paid', 'refused']),
        /** The provider's word for a refusal: `insufficient_funds`. */
        reason: z.string().nullable(),
        /** What is paid by hand after a refusal. */
        invoice: uuid,
        /** The day of the charge. */
        on: businessDate,
      })
      .nullable(),
  })
  .meta({ id: 'Autopayment' });

export const autopaymentRoutes = {
  autopayment: route({
    method: 'GET',
    path: '/accounts/:id/autopayment',
    tag: 'Card payments',
    who: CUSTOMER,
    summary: 'Regular payments by a kept card: whether they are offered, the card, what it pays next',
    answer: autopayment,
  }),
  beginAutopayment: route({
    method: 'POST',
    path: '/accounts/:id/autopayment',
    tag: 'Card payments',
    who: SPENDER,
    summary: 'Begins the payment whose card is kept for regular payments; answers the page to pay at',
    body: beginAutopayment,
    answer: providerPayment,
    idempotent: true,
  }),
  endAutopayment: route({
    method: 'DELETE',
    path: '/accounts/:id/autopayment',
    tag: 'Card payments',
    who: SPENDER,
    summary: 'Ends regular payments: the card is not charged any more',
    status: 204,
  }),
} as const;

export type BeginAutopaymentDto = z.output<typeof beginAutopayment>;
export type AutopaymentDto = z.infer<typeof autopayment>;
