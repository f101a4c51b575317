import { z } from 'zod';
import { businessDate, page, pageQuery, period, reason, uuid } from './primitives';
import { route } from './route';
import { CUSTOMER } from './who';

export const MOST_DAYS = 1096;
/** As many units as there can be: a grant of so many makes every unit free. */
export const ALL_UNITS = 1_000_000;

/** A product given free of charge for a period (rule 8): for so many days, or until a day (its last day of use). */
export const grantAccess = z
  .strictObject({
    productCode: z.string().min(1, 'Выберите продукт'),
    quantity: z.number().int('Количество — целое число').min(1, 'Не меньше одной единицы').max(ALL_UNITS),
    days: z
      .number()
      .int('Дни — целое число')
      .min(1, 'Не меньше одного дня')
      .max(MOST_DAYS, 'Не больше трёх лет')
      .optional(),
    untilOn: businessDate.optional(),
    /** The ordinary period a new connection goes on with; a month, or what is sold, unless told. */
    period: period.optional(),
    autoRenew: z.boolean().optional(),
    reason,
  })
  .superRefine((value, context) => {
    if ((value.days === undefined) === (value.untilOn === undefined))
      context.addIssue({ code: 'custom', path: ['days'], message: 'Укажите число дней или последний день' });
  });

export const revokeAccess = z.strictObject({ reason });

export const accessGrantStates = ['waiting', 'running', 'over', 'revoked'] as const;

export const accessGrant = z
  .object({
    id: uuid,
    productCode: z.string(),
    productName: z.string(),
    /** `ALL_UNITS`: every unit is free. */
    quantity: z.number().int(),
    days: z.number().int().nullable(),
    untilOn: businessDate.nullable(),
    state: z.enum(accessGrantStates),
    /** First and last day of use, once it is taken. */
    from: businessDate.nullable(),
    to: businessDate.nullable(),
    subscriptionId: uuid.nullable(),
    /** The promotion that gave it; null: a member of staff did. */
    promotion: z.object({ id: uuid, name: z.string() }).nullable(),
    reason: z.string(),
    grantedBy: z.string(),
    grantedAt: z.string(),
    revokedBy: z.string().nullable(),
    revokedAt: z.string().nullable(),
    revokeReason: z.string().nullable(),
  })
  .meta({ id: 'AccessGrant' });

export const accessRoutes = {
  grantAccess: route({
    method: 'POST',
    path: '/accounts/:id/access-grants',
    tag: 'Access',
    who: 'support, administrator',
    summary: 'Gives a product free of charge for a period, after what is paid or on trial',
    body: grantAccess,
    answer: accessGrant,
    idempotent: true,
  }),
  accessGrants: route({
    method: 'GET',
    path: '/accounts/:id/access-grants',
    tag: 'Access',
    who: CUSTOMER,
    summary: 'What was given free of charge, newest first',
    query: pageQuery,
    answer: page(accessGrant),
  }),
  revokeAccess: route({
    method: 'POST',
    path: '/access-grants/:id/revocation',
    tag: 'Access',
    who: 'support, administrator',
    summary: 'Takes a free term back: one that waits at once, one that runs from tomorrow',
    body: revokeAccess,
    answer: accessGrant,
    idempotent: true,
    status: 200,
  }),
} as const;

export type GrantAccessDto = z.infer<typeof grantAccess>;
export type AccessGrantDto = z.infer<typeof accessGrant>;
