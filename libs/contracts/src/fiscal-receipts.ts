import { z } from 'zod';
import { instant, money, page, reason, uuid } from './primitives';
import { paymentProviders } from './providers';
import { route } from './route';

/**
 * `pending`: the cash register has not said the end. `canceled`: there is no receipt, a person has to see to it. `untold`: it
 * went out inside another call, and the provider has no way of asking about it.
 */
export const fiscalReceiptStates = ['pending', 'succeeded', 'canceled', 'untold'] as const;

/**
 * `registered`: the cash register has it, or another receipt stands for it, under these numbers. `not_needed`: there will be
 * none, and why. `resend`: once more, which is only for a second receipt that the register is known to have refused.
 */
export const fiscalDecisions = ['registered', 'not_needed', 'resend'] as const;

/** A cash receipt of law 54-FZ as it was sent, and what the cash register said. */
export const fiscalReceipt = z
  .object({
    id: uuid,
    account: uuid,
    payment: uuid,
    invoiceNumber: z.string(),
    /** Of a receipt of return: the refund it belongs to. */
    refund: uuid.nullable(),
    /** Of an offset: the calendar month whose consumption it sets off, `2027-01`. */
    month: z.string().nullable(),
    kind: z.enum(['income', 'income_return', 'offset']),
    provider: z.enum(paymentProviders),
    amount: money,
    state: z.enum(fiscalReceiptStates),
    /** Pending for more than an hour. */
    overdue: z.boolean(),
    providerReference: z.string().nullable(),
    fiscalDocumentNumber: z.string().nullable(),
    fiscalStorageNumber: z.string().nullable(),
    fiscalAttribute: z.string().nullable(),
    registeredAt: instant.nullable(),
    reason: z.string().nullable(),
    createdAt: instant,
    /** What a person decided about it last. After `not_needed` it waits for nobody any more. */
    decided: z
      .object({
        decision: z.enum(fiscalDecisions),
        by: z.string(),
        at: instant,
        reason: z.string(),
        evidence: z.string().nullable(),
      })
      .nullable(),
    /** What a person may decide about it now. */
    mayBe: z.array(z.enum(fiscalDecisions)),
  })
  .meta({ id: 'FiscalReceipt' });

export const fiscalReceiptsQuery = z.object({
  state: z.enum(fiscalReceiptStates).optional(),
  /** Only what a person has to look at: cancelled, or pending for more than an hour. */
  attention: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});

const digits = (least: number, most: number, message: string) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^\\d{${least},${most}}$`), message);
export const decideFiscalReceipt = z.discriminatedUnion('decision', [
  z.strictObject({
    decision: z.literal('registered'),
    fiscalDocumentNumber: digits(1, 10, 'Номер ФД: до десяти цифр'),
    fiscalStorageNumber: digits(16, 16, 'Номер ФН: шестнадцать цифр'),
    fiscalAttribute: digits(1, 10, 'Признак ФПД: до десяти цифр'),
    reason,
  }),
  z.strictObject({
    decision: z.literal('not_needed'),
    evidence: z.string().trim().min(1, 'Укажите, чем это подтверждается').max(1000),
    reason,
  }),
  z.strictObject({ decision: z.literal('resend'), reason }),
]);

export const fiscalReceiptRoutes = {
  decideFiscalReceipt: route({
    method: 'POST',
    path: '/fiscal-receipts/:id/decision',
    tag: 'Card payments',
    who: 'accountant, administrator',
    summary: 'Settles a receipt the cash register did not make, with reason and evidence; or sends it again',
    body: decideFiscalReceipt,
    answer: fiscalReceipt,
    idempotent: true,
    status: 200,
  }),
  fiscalReceipts: route({
    method: 'GET',
    path: '/fiscal-receipts',
    tag: 'Card payments',
    who: 'accountant, administrator',
    summary: 'The register of fiscal receipts (54-FZ), newest first',
    query: fiscalReceiptsQuery,
    answer: page(fiscalReceipt),
  }),
} as const;

export type FiscalReceiptDto = z.infer<typeof fiscalReceipt>;
export type FiscalDecision = (typeof fiscalDecisions)[number];
export type DecideFiscalReceiptDto = z.infer<typeof decideFiscalReceipt>;
export type FiscalReceiptState = FiscalReceiptDto['state'];
