import { z } from 'zod';
import { businessDate, page, pageQuery, uuid } from './primitives';
import { route } from './route';
import { CUSTOMER } from './who';

export const transferStates = ['offered', 'accepted', 'declined', 'withdrawn', 'over'] as const;

/** To whom: another account of amoCRM with the same seller. */
export const offerTransfer = z.strictObject({
  toAmocrmAccountId: z
    .number('Укажите номер аккаунта amoCRM цифрами')
    .int()
    .min(1)
    .max(9_007_199_254_740_991),
  comment: z.string().trim().min(1).max(500).optional(),
});
/** The receiver accepts or declines, the giver withdraws. */
export const decideTransfer = z.strictObject({ decision: z.enum(['accept', 'decline', 'withdraw']) });

const side = z.object({ name: z.string(), amocrmAccountId: z.number().int() });

/** One licence, whole and with the days that are left of it, passed by its owner to another account (Itgrix 3.3). */
export const transfer = z
  .object({
    id: uuid,
    direction: z.enum(['given', 'received']),
    /** `over`: offered and not answered before its end. */
    state: z.enum(transferStates),
    productCode: z.string(),
    productName: z.string(),
    quantity: z.number().int(),
    /** Days of use go from the first, both inclusive. */
    paidFrom: businessDate,
    paidUntil: businessDate,
    from: side,
    to: side,
    comment: z.string().nullable(),
    offeredAt: z.string(),
    decidedAt: z.string().nullable(),
    /** Of whoever asks: what is given, or what was received; null: nothing was received yet. */
    subscriptionId: uuid.nullable(),
  })
  .meta({ id: 'Transfer' });

export const transferRoutes = {
  offerTransfer: route({
    method: 'POST',
    path: '/subscriptions/:id/transfers',
    tag: 'Subscriptions',
    who: 'owner, account_manager, administrator',
    summary: 'Offers a paid licence, with the days left of it, to another account of the same seller',
    body: offerTransfer,
    answer: transfer,
    idempotent: true,
  }),
  transfers: route({
    method: 'GET',
    path: '/accounts/:id/transfers',
    tag: 'Subscriptions',
    who: CUSTOMER,
    summary: 'Licences the account has offered to others and was offered, newest first',
    query: pageQuery,
    answer: page(transfer),
  }),
  decideTransfer: route({
    method: 'POST',
    path: '/accounts/:id/transfers/:transferId/decision',
    tag: 'Subscriptions',
    who: 'owner, account_manager, administrator',
    summary: 'The receiver accepts or declines, the giver withdraws; the licence passes at the acceptance',
    body: decideTransfer,
    answer: transfer,
    idempotent: true,
    status: 200,
  }),
} as const;

export type OfferTransferDto = z.infer<typeof offerTransfer>;
export type DecideTransferDto = z.infer<typeof decideTransfer>;
export type TransferDto = z.infer<typeof transfer>;
