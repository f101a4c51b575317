import { z } from 'zod';
import { language } from './language';
import { businessDate, money, pageQuery, period, unitPrice, uuid } from './primitives';
import { subscription } from './subscriptions';

/** In which language products are named. */
export const priceChangesQuery = pageQuery.extend({ lang: language.optional() });

/** An announced price as one account sees it, with everything it answered (clause 11.1.3). */
export const accountPriceChange = z
  .object({
    id: uuid,
    productCode: z.string(),
    productName: z.string(),
    period,
    unitPrice,
    effectiveOn: businessDate,
    announcedAt: z.string(),
    /** When this account was told; null for who connected while it was already shown. */
    toldAt: z.string().nullable(),
    refused: z.boolean(),
    /** The newest first. `withdrawn` by `auto_renew`, `period` or `connection` is consent by that act. */
    answers: z.array(
      z.object({
        answer: z.enum(['refused', 'withdrawn']),
        act: z.enum(['explicit', 'auto_renew', 'period', 'connection']),
        at: z.string(),
        by: z.string(),
      }),
    ),
    /** The last day of use if it is refused, or is refused already; null: a newer price or nothing at all ends it. */
    lastDayIfRefused: businessDate.nullable(),
    /** What this change would make one period cost at the quantity of today. */
    cost: money,
    subscription,
  })
  .meta({ id: 'AccountPriceChange' });

export type AccountPriceChangeDto = z.infer<typeof accountPriceChange>;
