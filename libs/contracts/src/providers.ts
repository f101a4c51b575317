import { z } from 'zod';
import { instant, money, reason, uuid } from './primitives';

export const paymentProviders = ['robokassa', 'yookassa'] as const;
export const payInvoice = z.strictObject({ provider: z.enum(paymentProviders) });

/**
 * `starting`: the provider has not answered yet. `waiting`: the customer may pay. `credited`: on the balance. `parked`: the
 * money came and a person has to say whose or what for. `returned`: a person sent it back.
 */
export const providerPaymentStates = [
  'starting',
  'waiting',
  'credited',
  'parked',
  'returned',
  'cancelled',
  'expired',
  'failed',
] as const;

/** What the page a payer comes back to may know: whoever has the link may see it. */
export const paymentStatus = z
  .object({
    id: uuid,
    provider: z.enum(paymentProviders),
    invoiceNumber: z.string(),
    amount: money,
    state: z.enum(providerPaymentStates),
    /** Where to pay, or to try again, while no money has come. */
    url: z.string().nullable(),
  })
  .meta({ id: 'PaymentStatus' });

export const providerPayment = paymentStatus
  .extend({
    account: uuid,
    invoice: uuid,
    /** What really came, when it did. */
    paid: money.nullable(),
    refunded: money,
    receipt: uuid.nullable(),
    /** The provider's name for it: `InvId`, or the id of a payment. */
    reference: z.string().nullable(),
    reason: z.string().nullable(),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'ProviderPayment' });

export const providerPaymentsQuery = z.object({
  state: z.enum(providerPaymentStates).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});

export const cardRefundDecisions = ['paid', 'not_paid'] as const;

/** What the shop did with a refund whose answer was lost, as a person found out. */
export const decideCardRefund = z.strictObject({
  decision: z.enum(cardRefundDecisions, 'Выберите, выплатил ли магазин'),
  reason,
  evidence: z.string().trim().min(1, 'Укажите, чем это подтверждается').max(1000),
});

/** Money of a refund request on its way back to cards, one item for each payment it came by. */
export const cardRefund = z
  .object({
    request: uuid,
    state: z.enum(['approved', 'paid']),
    /** What the cards of the account could still take of it now. */
    possible: money,
    items: z.array(
      z.object({
        id: uuid,
        payment: uuid,
        amount: money,
        state: z.enum(['under_way', 'succeeded', 'failed']),
        reason: z.string().nullable(),
        /** The shop's answer is lost: a person may say whether it paid. */
        mayDecide: z.boolean(),
        decided: z
          .object({
            decision: z.enum(cardRefundDecisions),
            reason: z.string(),
            evidence: z.string(),
            by: z.string(),
            at: instant,
          })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'CardRefund' });

export type DecideCardRefundDto = z.output<typeof decideCardRefund>;
export type CardRefundDto = z.infer<typeof cardRefund>;
export type PaymentProvider = (typeof paymentProviders)[number];
export type PaymentStatusDto = z.infer<typeof paymentStatus>;
export type ProviderPaymentDto = z.infer<typeof providerPayment>;
export type ProviderPaymentState = ProviderPaymentDto['state'];
