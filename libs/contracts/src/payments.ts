import { z } from 'zod';
import { businessDate, money, positiveMoney, reason, uuid } from './primitives';

export const issueInvoice = z.strictObject({ amount: positiveMoney });
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
    paymentLinks: z.array(z.object({ provider: z.string(), url: z.string() })),
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
export type BonusGrantDto = z.infer<typeof bonusGrant>;
export type GrantBonusDto = z.infer<typeof grantBonus>;
export type ApprovalDto = z.infer<typeof approval>;
