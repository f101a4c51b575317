import { z } from 'zod';
import { instant, uuid } from './primitives';
import { countedUsage, recordUsage, usedQuantity } from './usage';

/** In seconds: a quarter of an hour unless told, a day at most. */
export const RESERVED_FOR = { usual: 900, most: 86_400 } as const;
const SECONDS = `Целое число секунд, от 1 до ${RESERVED_FOR.most}`;

export const reserveUsage = recordUsage.pick({ account: true, project: true, unit: true }).extend({
  quantity: usedQuantity.refine((value) => Number(value) > 0, 'Резервируют больше нуля'),
  /** When it will count as used; left out, now. */
  at: instant.optional(),
  expiresIn: z.number().int(SECONDS).min(1, SECONDS).max(RESERVED_FOR.most, SECONDS).optional(),
});

/** `used`, `reserved` (with this one) and `limit` are of the limit with least left. */
export const usageReservation = z
  .object({
    reservationId: uuid,
    used: z.number(),
    reserved: z.number(),
    limit: z.number().nullable(),
    /** At that instant it holds nothing any more. */
    expiresAt: z.string(),
  })
  .meta({ id: 'UsageReservation' });

/** Left out: all that is reserved. */
export const confirmReservation = z.strictObject({ quantity: usedQuantity.optional() });

/**
 * While it lives it is always counted. Confirmed too late it is an event like any other: counted when it still fits, else
 * `limit_exceeded`, or `accepted: false` where the offer drops.
 */
export const confirmedReservation = countedUsage
  .extend({ reservationId: uuid, quantity: z.number() })
  .meta({ id: 'ConfirmedReservation' });

export const releasedReservation = z
  .object({ reservationId: uuid, state: z.literal('released') })
  .meta({ id: 'ReleasedReservation' });

export type ReserveUsageDto = z.infer<typeof reserveUsage>;
export type UsageReservationDto = z.infer<typeof usageReservation>;
export type ConfirmReservationDto = z.infer<typeof confirmReservation>;
export type ConfirmedReservationDto = z.infer<typeof confirmedReservation>;
export type ReleasedReservationDto = z.infer<typeof releasedReservation>;
