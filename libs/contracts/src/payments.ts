import { z } from 'zod';
import { businessDate, money, period, positiveMoney, reason, uuid } from './primitives';

export const issueInvoice = z.strictObject({ amount: positiveMoney });

/** What an invoice is for: bought when it is paid, at the price it names while the offer holds it (Itgrix 3.1, 4.1). */
export const invoiceOrderWish = z.strictObject({
  productCode: z.string().min(1, 'Выберите продукт'),
  tariff: z.string().optional(),
  project: uuid.optional(),
  quantity: z.number().int().min(1, 'Не меньше одной').max(1_000_000),
  period,
});
/** A sum, or an order that says the sum: one of the two. */
export const askInvoice = z
  .strictObject({
    amount: positiveMoney.optional(),
    order: z.array(invoiceOrderWish).min(1, 'Укажите, что оплачивается').max(50).optional(),
  })
  .superRefine(({ amount, order }, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (!amount && !order) complain('amount', 'Укажите сумму или состав заказа');
    if (amount && order) complain('amount', 'Сумму заказа считает система: уберите её');
  });
export const invoiceStates = ['issued', 'paid', 'cancelled', 'expired'] as const;
export const vat = z.object({ rate: z.string().nullable(), amount: money });

export const invoice = z
  .object({
    id: uuid,
    number: z.string(),
    issuedOn: businessDate,
    dueOn: businessDate,
    amount: money,
    vat,
    state: z.enum(invoiceStates),
    /** What of it was paid; an over-payment stands on the balance. */
    paid: money,
    /** Left out: it tops the balance up. */
    order: z
      .object({
        lines: z.array(
          z.object({
            productCode: z.string(),
            productName: z.string(),
            tariff: z.string().nullable(),
            quantity: z.number().int(),
            period,
            /** By the price list of the day of issue. */
            amount: money,
            subscriptionId: uuid.nullable(),
          }),
        ),
        state: z.enum(['waiting', 'carried_out', 'superseded']),
        /** A payment until then holds the price; null: the offer holds none. */
        priceHoldsUntil: businessDate.nullable(),
        /** Why it is paid and not carried out, in words. */
        trouble: z.string().nullable(),
        /** This one asks for the difference of that one. */
        supersedes: z.object({ id: uuid, number: z.string() }).nullable(),
        supersededBy: z.object({ id: uuid, number: z.string() }).nullable(),
      })
      .optional(),
    paymentLinks: z.array(z.object({ provider: z.string(), url: z.string() })),
    /** By the offer such a payer pays by card: nothing is sent to a bank. Left out: an invoice may be paid there. */
    cardOnly: z.literal(true).optional(),
    files: z.object({ pdf: z.string() }),
  })
  .meta({ id: 'Invoice' });

export const bonusGrounds = ['licence', 'top_up', 'development', 'review', 'promotion', 'support'] as const;
export const grantBonus = z.strictObject({
  amount: positiveMoney,
  ground: z.enum(bonusGrounds),
  reason,
  expiresOn: businessDate.optional(),
  priority: z.number().int().min(0).max(1000).optional(),
});
export const revokeBonus = z.strictObject({ reason });
export const bonusGrant = z
  .object({
    id: uuid,
    amount: money,
    remaining: money,
    ground: z.enum(bonusGrounds),
    reason: z.string(),
    priority: z.number().int(),
    effectiveAt: z.string(),
    expiresOn: businessDate.nullable(),
    state: z.enum(['active', 'used', 'expired', 'revoked']),
  })
  .meta({ id: 'BonusGrant' });
export const approval = z
  .object({
    id: uuid,
    state: z.enum(['pending', 'approved', 'rejected']),
    kind: z.enum(['bonus_grant', 'bonus_revocation']),
    accountId: uuid,
    amount: money,
    reason: z.string(),
    requestedBy: z.string(),
    requestedAt: z.string(),
  })
  .meta({ id: 'Approval' });
/** What a second person has to confirm first: nothing has happened yet. */
export const approvalAsked = z.object({ approval }).meta({ id: 'ApprovalAsked' });
export const decideApproval = z.strictObject({ decision: z.enum(['approve', 'reject']) });

export const extendTrial = z.strictObject({
  productCode: z.string().min(1),
  days: z.number().int().min(1).max(366),
  reason,
});
/** A correction by a person: more money, or with a minus less. */
export const adjustBalance = z.strictObject({
  amount: money.refine((value) => /[1-9]/.test(value.amount), {
    path: ['amount'],
    message: 'Сумма не может быть нулём',
  }),
  reason,
});
export const prolongStorage = z.strictObject({ until: businessDate, reason });

export type InvoiceDto = z.infer<typeof invoice>;
export type AskInvoiceDto = z.infer<typeof askInvoice>;
export type InvoiceOrderWishDto = z.infer<typeof invoiceOrderWish>;
export type BonusGrantDto = z.infer<typeof bonusGrant>;
export type GrantBonusDto = z.infer<typeof grantBonus>;
export type ApprovalDto = z.infer<typeof approval>;
