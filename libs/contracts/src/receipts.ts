import { z } from 'zod';
import { businessDate, money, moneyText, positiveMoney, reason, uuid } from './primitives';

export const receiptStates = ['credited', 'unallocated', 'returned'] as const;

/** What of a receipt was given to whom. `entry` is the top-up entry: reversing it undoes the part. */
export const receiptPart = z.object({
  account: uuid,
  accountName: z.string(),
  invoice: uuid.nullable(),
  invoiceNumber: z.string().nullable(),
  amount: money,
  entry: uuid,
  reason: z.string(),
});

/**
 * `account` is named when all of it is one account's. `rest` is nobody's yet, `returned` went back to the payer: together
 * with the parts they are the amount.
 */
export const receipt = z
  .object({
    id: uuid,
    receivedOn: businessDate,
    amount: money,
    payer: z.object({ name: z.string(), inn: z.string().nullable(), account: z.string().nullable() }),
    purpose: z.string(),
    reference: z.string(),
    state: z.enum(receiptStates),
    account: uuid.nullable(),
    reason: z.string().nullable(),
    source: z.enum(['bank', 'robokassa', 'yookassa']),
    documentNumber: z.string().nullable(),
    documentDate: businessDate.nullable(),
    rest: money,
    returned: money,
    parts: z.array(receiptPart),
  })
  .meta({ id: 'Receipt' });

export const receiptsQuery = z.object({
  state: z.enum(receiptStates).optional(),
  /** A part of the payer's name, its INN, a part of the purpose, or a sum. */
  q: z.string().trim().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});

export const allocateReceipt = z.strictObject({ accountId: uuid, invoiceId: uuid.optional(), reason });
/** Each part becomes an entry of its own; what they do not take stays unallocated. */
export const splitReceipt = z.strictObject({
  parts: z
    .array(z.strictObject({ accountId: uuid, invoiceId: uuid.optional(), amount: positiveMoney }))
    .min(1, 'Нужна хотя бы одна часть')
    .max(50, 'Не больше 50 частей'),
  /** What must be left of the receipt, to the kopeck: another sum refuses all of it. Left out, whatever is left stays. */
  rest: money.optional(),
  reason,
});
export const returnReceipt = z.strictObject({ reason, returnedOn: businessDate.optional() });
export const takeReturnBack = z.strictObject({ reason });

export const suggestionReasons = [
  'invoice_named',
  'payer_confirmed',
  'payer_is_customer',
  'paid_before',
  'account_named',
  'customer_named',
  'same_name',
  'same_sum',
] as const;
/** An account a receipt might belong to, likeliest first; `text` is for staff. */
export const receiptSuggestion = z
  .object({
    accountId: uuid,
    accountName: z.string(),
    invoice: z.object({ id: uuid, number: z.string(), rest: money }).nullable(),
    reasons: z.array(z.object({ code: z.enum(suggestionReasons), text: z.string() })),
  })
  .meta({ id: 'ReceiptSuggestion' });

/** Who pays for a customer by its written word (clause 3.4). The INN's check digits are validated by the door. */
export const thirdPartyPayer = z.object({
  inn: z.string(),
  name: z.string(),
  reason: z.string(),
  confirmedOn: businessDate,
});
export const confirmPayer = z.strictObject({
  inn: z.string().trim(),
  name: z.string().trim().min(1, 'Укажите название').max(300),
  confirmedOn: businessDate,
  reason,
});

/** `line` counts from 1. */
export const statementComplaint = z.object({ line: z.number().int(), reason: z.string() });
/** What became of one payment of a bank file. `line` is where it stands in the file. */
export const statementLine = z.object({
  line: z.number().int(),
  receipt,
  outcome: z.enum(['credited', 'unallocated', 'duplicate']),
  reason: z.string(),
});
/**
 * What an outgoing line of a bank file is to refunds. `paid`: it marked one paid; `already_paid`: it was marked before, by a person
 * or by the same line in another file; `unclear`: for a person, with the refunds it may be about.
 */
export const statementRefund = z
  .object({
    line: z.number().int(),
    outcome: z.enum(['paid', 'already_paid', 'unclear']),
    amount: money,
    refunds: z.array(z.object({ id: uuid, accountId: uuid, accountName: z.string() })),
    reason: z.string(),
  })
  .meta({ id: 'BankStatementRefund' });
/**
 * `receipts` counts money received that is ours: credited + unallocated + duplicates. `lines` holds the first thousand of
 * them; all are under `GET /bank-statements/{id}/lines`.
 */
export const statementResult = z
  .object({
    id: uuid,
    receipts: z.number().int(),
    credited: z.number().int(),
    unallocated: z.number().int(),
    duplicates: z.number().int(),
    returned: z.number().int(),
    refunds: z.array(statementRefund),
    rejected: z.array(statementComplaint),
    warnings: z.array(statementComplaint),
    lines: z.array(statementLine),
  })
  .meta({ id: 'BankStatementResult' });
export const statementLinesQuery = z.object({
  outcome: z.enum(['credited', 'unallocated', 'duplicate']).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});

/** What a top-up of this sum would bring by the published rule, shown before paying. `next` is the next row of the table. */
export const topUpPreviewQuery = z.object({
  amount: moneyText.refine((text) => !text.startsWith('-'), 'Сумма не бывает отрицательной'),
});
export const topUpPreview = z
  .object({
    amount: money,
    bonus: money,
    percent: z.number().nullable(),
    bonusExpiresOn: businessDate.nullable(),
    minimum: money,
    isEnough: z.boolean(),
    next: z.object({ from: money, bonus: money }).nullable(),
  })
  .meta({ id: 'TopUpPreview' });

export type ReceiptDto = z.infer<typeof receipt>;
export type ReceiptPartDto = z.infer<typeof receiptPart>;
export type ReceiptSuggestionDto = z.infer<typeof receiptSuggestion>;
export type StatementResultDto = z.infer<typeof statementResult>;
export type StatementRefundDto = z.infer<typeof statementRefund>;
export type StatementLineDto = z.infer<typeof statementLine>;
export type ThirdPartyPayerDto = z.infer<typeof thirdPartyPayer>;
export type TopUpPreviewDto = z.infer<typeof topUpPreview>;
