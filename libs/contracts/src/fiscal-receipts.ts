import { z } from 'zod';
import { instant, money, page, uuid } from './primitives';
import { paymentProviders } from './providers';
import { route } from './route';

/**
 * `pending`: the cash register has not said the end. `canceled`: there is no receipt, a person has to see to it. `untold`: it
 * went out inside another call, and the provider has no way of asking about it.
 */
export const fiscalReceiptStates = ['pending', 'succeeded', 'canceled', 'untold'] as const;

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
  })
  .meta({ id: 'FiscalReceipt' });

export const fiscalReceiptsQuery = z.object({
  state: z.enum(fiscalReceiptStates).optional(),
  /** Only what a person has to look at: cancelled, or pending for more than an hour. */
  attention: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});

export const fiscalReceiptRoutes = {
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
export type FiscalReceiptState = FiscalReceiptDto['state'];
