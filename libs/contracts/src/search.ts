import { z } from 'zod';
import { account } from './accounts';
import { invoiceStates } from './payments';
import { businessDate, money, uuid } from './primitives';
import { receiptStates } from './receipts';
import { route } from './route';
import { STAFF } from './who';

export const searchQuery = z.object({
  q: z.string().trim().min(1, 'Напишите, что искать').max(100),
  limit: z.coerce.number().int().min(1).max(50).optional(),
});

/** Why something was found: what was written, in which words it was found. */
export const searchReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['name', 'subdomain', 'legal_name', 'inn', 'amocrm_id']), text: z.string() }),
  z.object({
    kind: z.literal('invoice'),
    id: uuid,
    number: z.number().int(),
    amount: money,
    on: businessDate,
    state: z.enum(invoiceStates),
    /** By its number, or by its sum. */
    by: z.enum(['number', 'amount']),
  }),
  z.object({
    kind: z.literal('receipt'),
    id: uuid,
    /** Credited to this account; of a receipt that is nobody's yet, all of it. */
    amount: money,
    on: businessDate,
    payer: z.string(),
    state: z.enum(receiptStates),
  }),
]);

export const searchHit = z
  .object({
    /** Null: money that is nobody's yet. */
    account: account.pick({ id: true, name: true, subdomain: true, state: true }).nullable(),
    why: searchReason,
  })
  .meta({ id: 'SearchHit' });

/** The box above every screen of staff. */
export const searchRoutes = {
  search: route({
    method: 'GET',
    path: '/search',
    tag: 'Accounts',
    who: STAFF,
    summary:
      'Accounts by name, subdomain, INN, number of an invoice or a sum, the likeliest first, each with why it was found',
    query: searchQuery,
    answer: z.object({ items: z.array(searchHit) }),
  }),
} as const;

export type SearchHitDto = z.infer<typeof searchHit>;
export type SearchReasonDto = z.infer<typeof searchReason>;
