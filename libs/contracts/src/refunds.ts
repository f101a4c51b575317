import { z } from 'zod';
import { businessDate, money, page, pageQuery, reason, uuid } from './primitives';
import { route } from './route';
import { CUSTOMER } from './who';

export const refundGrounds = [
  'unused',
  'down',
  'days_left',
  'was_used',
  'too_late',
  'was_over',
  'not_offered',
] as const;

/** One charge of the period in use when the contract ends: what of it goes back, and why or why not. */
export const refundLine = z
  .object({
    productCode: z.string(),
    productName: z.string(),
    periodStart: businessDate,
    /** Last day of use. */
    periodUntil: businessDate,
    /** The real money in it. */
    paid: money,
    amount: money,
    ground: z.enum(refundGrounds),
  })
  .meta({ id: 'RefundLine' });

/** Left out: all that the end of the contract gives back; else one package, while the account stays. */
export const requestRefund = z.strictObject({ subscriptionId: uuid.optional() }).optional();

export const refundRequest = z
  .object({
    id: uuid,
    amount: money,
    state: z.enum(['calculated', 'awaiting_signed_correction', 'approved', 'paid', 'rejected']),
    documentId: uuid.nullable(),
    /** Of one package that is given back by itself. */
    subscriptionId: uuid.optional(),
    /** What of it never paid for anything; the rest is given back of paid periods. */
    fromBalance: money,
    requestedAt: z.string(),
    /** The last day to compute it by the offer; null while the calendar of that year is not known. */
    computeBy: businessDate.nullable(),
    rejection: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable(),
    /** The line of a bank statement that proves that the bank has paid it. */
    payment: z.object({ documentNumber: z.string(), paidOn: businessDate }).nullable(),
  })
  .meta({ id: 'RefundRequest' });

export const rejectRefund = z.strictObject({ reason });

export const refundPreviewQuery = z.object({
  initiator: z.enum(['customer', 'seller']).optional(),
  /** One package that is given back by itself. */
  subscriptionId: uuid.optional(),
});
export const refundPreview = z
  .object({
    amount: money,
    fromBalance: money,
    lines: z.array(refundLine),
    initiator: z.enum(['customer', 'seller']),
    /** The first day without a contract; today when no notice was given. */
    endsOn: businessDate,
    computeBy: businessDate.nullable(),
    /** What has to happen before the money goes. */
    needs: z.array(z.enum(['termination', 'signed_correction'])),
    /** Annulled, never given back as money. */
    bonusAnnulled: money,
  })
  .meta({ id: 'RefundPreview' });

export const refundRoutes = {
  refundPreview: route({
    method: 'GET',
    path: '/accounts/:id/refund-preview',
    tag: 'Leaving',
    who: CUSTOMER,
    summary: 'What would go back if the contract ended as it stands today, and why: what a request then does',
    query: refundPreviewQuery,
    answer: refundPreview,
  }),
  refundRequests: route({
    method: 'GET',
    path: '/accounts/:id/refund-requests',
    tag: 'Leaving',
    who: CUSTOMER,
    summary: 'Refund requests of the account',
    query: pageQuery,
    answer: page(refundRequest),
  }),
  rejectRefund: route({
    method: 'POST',
    path: '/refund-requests/:id/rejection',
    tag: 'Leaving',
    who: 'accountant, administrator',
    summary: 'Refuses a refund with a reason; the money stays on the balance',
    body: rejectRefund,
    answer: refundRequest,
    idempotent: true,
    status: 200,
  }),
} as const;

export type RefundRequestDto = z.infer<typeof refundRequest>;
export type RefundPreviewDto = z.infer<typeof refundPreview>;
export type RefundLineDto = z.infer<typeof refundLine>;
