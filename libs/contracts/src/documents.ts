import { z } from 'zod';
import { vat } from './payments';
import { businessDate, money, reason, uuid } from './primitives';

export const documentKinds = [
  'invoice',
  'upd',
  'correction',
  'act',
  'certificate',
  'reconciliation',
  'advance_invoice',
] as const;
export const documentStatuses = [
  'issued',
  'sent',
  'delivered',
  'signed',
  'accepted',
  'disputed',
  'cancelled',
  // Of an invoice only: what money or time has decided about it.
  'paid',
  'expired',
] as const;

/** What somebody has to do about a document now; `on` is the last day for it, null where none is agreed; `overdue`: it is over. */
export const documentDuty = z.object({
  who: z.enum(['customer', 'seller']),
  what: z.enum([
    'pay',
    'sign',
    'sign_or_object',
    'return_copy',
    'tell',
    'send_originals',
    'answer_objection',
  ]),
  on: businessDate.nullable(),
  overdue: z.boolean(),
});

export const documentView = z
  .object({
    id: uuid,
    kind: z.enum(documentKinds),
    number: z.string(),
    issuedOn: businessDate,
    amount: money,
    vat,
    status: z.enum(documentStatuses),
    statusHistory: z.array(
      z.object({
        status: z.enum(documentStatuses),
        on: businessDate,
        at: z.string(),
        /** The customer's words, where there are any. */
        note: z.string().nullable(),
      }),
    ),
    due: z.array(documentDuty),
    files: z.object({
      pdf: z.string().nullable(),
      xml: z.string().nullable(),
      xlsx: z.string().nullable().optional(),
      /** The scan of the signed copy, once somebody has uploaded it. */
      signed: z.string().nullable().optional(),
    }),
  })
  .meta({ id: 'Document' });

export const documentsQuery = z.object({
  kind: z.enum(documentKinds).optional(),
  /** Only those about which the customer has something to do. A page may then hold less than `limit` and not be the last. */
  asked: z.literal('customer').optional(),
  /** Of the days of issue, both included. */
  from: businessDate.optional(),
  to: businessDate.optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});
export const fileQuery = z.object({ format: z.enum(['pdf', 'xml', 'xlsx']) });

export const terminateAccount = z
  .strictObject({
    reason,
    initiator: z.enum(['customer', 'seller']),
    breach: z.boolean().optional(),
    /** A customer refuses what has changed, or deletes the account; the offer says when the contract ends then. */
    because: z.enum(['changes', 'deletion']).optional(),
    /** The first day without the contract, as the notice names it; left out, the earliest. */
    effectiveOn: businessDate.optional(),
  })
  .superRefine(({ initiator, breach, because, effectiveOn }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (because && (breach || initiator === 'seller'))
      refuse('because', 'Это основание — только для ухода клиента без нарушений');
    if (effectiveOn && (breach || because))
      refuse('effectiveOn', 'День называют только в обычном уведомлении');
  });
/** First days without the contract that a notice of the customer given today may bring; null where there is no such ground. */
export const leavingDays = z
  .object({
    byNotice: businessDate,
    latest: businessDate,
    forChanges: businessDate.nullable(),
    byDeletion: businessDate.nullable(),
  })
  .meta({ id: 'LeavingDays' });
export type LeavingDaysDto = z.infer<typeof leavingDays>;
export const termination = z
  .object({
    id: uuid,
    state: z.enum(['pending', 'done']),
    initiator: z.enum(['customer', 'seller']),
    requestedAt: z.string(),
    effectiveOn: businessDate,
  })
  .meta({ id: 'Termination' });
export type TerminationDto = z.infer<typeof termination>;
export type DocumentDto = z.infer<typeof documentView>;
export type DocumentDutyDto = z.infer<typeof documentDuty>;
export type DocumentStatus = (typeof documentStatuses)[number];
