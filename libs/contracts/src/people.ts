import { z } from 'zod';
import { accessLevels } from './notices';
import { page, pageQuery, uuid } from './primitives';
import { route } from './route';
import { CUSTOMER } from './who';

/** A person of the account (rule 30): who they are in amoCRM, and what they may do here. */
export const accountUser = z
  .object({
    id: uuid,
    amocrmUserId: z.number().int(),
    name: z.string(),
    email: z.string().nullable(),
    level: z.enum(accessLevels),
    /** `amocrm`: the level follows from the rights in amoCRM; `panel`: somebody gave it and it stays. */
    levelGivenBy: z.enum(['amocrm', 'panel']),
    /** An administrator of amoCRM. */
    isAdmin: z.boolean(),
    /** Without a paid seat of amoCRM: does not count as a seat. */
    isFree: z.boolean(),
    /** False: left the account in amoCRM, or was switched off there. */
    inAmocrm: z.boolean(),
    /** False: the access was closed in the panel. */
    access: z.boolean(),
    /** What they decided about their own data: name and e-mail may be closed, put right or gone (rule 32). */
    handling: z.enum(['open', 'blocked', 'corrected', 'erased']),
  })
  .meta({ id: 'AccountUser' });

export const setAccess = z
  .strictObject({ level: z.enum(accessLevels).optional(), access: z.boolean().optional() })
  .refine(({ level, access }) => level !== undefined || access !== undefined, 'Нечего менять');

/** What binds an account to amoCRM. */
export const connection = z
  .object({
    /**
     * `none`: never installed from amoCRM; `needs_reauth`: our access is over though the customer removed nothing;
     * `removed`: the integration was removed, auto-renew is off.
     */
    state: z.enum(['connected', 'needs_reauth', 'removed', 'none']),
    /** Where the account lives now, e.g. `romashka.amocrm.ru`. */
    host: z.string().nullable(),
    /** `unpaid`: the account's own subscription to amoCRM ended; `blocked`: amoCRM refuses all our calls; `refused`: it does not know our integration. */
    trouble: z.object({ kind: z.enum(['unpaid', 'blocked', 'refused']), since: z.string() }).nullable(),
    /** Users of amoCRM that are active and not free; null until their list was read. */
    seats: z.object({ count: z.number().int(), readAt: z.string() }).nullable(),
    /** Lent by amoCRM for development: never billed, so only trials and free access are to be had. */
    technical: z.boolean(),
    /** Until when we are let in if all we have are tokens made by hand, which nobody renews; null: no end in sight. */
    endsAt: z.string().nullable(),
    /** Where to press Connect. */
    connectUrl: z.string(),
  })
  .meta({ id: 'Connection' });

export const longLivedToken = z.strictObject({
  token: z
    .string()
    .trim()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'Это не долгосрочный токен amoCRM: скопируйте его целиком')
    .max(8192, 'Слишком длинно для токена amoCRM'),
});

const ADMINISTRATORS = 'customer (owner, administrator), support, administrator of the seller';

/** People of an account and its connection to amoCRM. */
export const peopleRoutes = {
  accountUsers: route({
    method: 'GET',
    path: '/accounts/:id/users',
    tag: 'People',
    who: CUSTOMER,
    summary: 'People of the account: owners first, then by name',
    query: pageQuery,
    answer: page(accountUser),
  }),
  setAccess: route({
    method: 'PATCH',
    path: '/accounts/:id/users/:userId',
    tag: 'People',
    who: ADMINISTRATORS,
    summary: 'Gives a level, closes or opens the access; the last owner stays',
    body: setAccess,
    answer: accountUser,
  }),
  readUsers: route({
    method: 'POST',
    path: '/accounts/:id/users/refresh',
    tag: 'People',
    who: ADMINISTRATORS,
    summary: 'Reads the list of people from amoCRM now; it is read daily anyway',
    answer: connection,
    status: 200,
  }),
  connection: route({
    method: 'GET',
    path: '/accounts/:id/connection',
    tag: 'People',
    who: CUSTOMER,
    summary: 'Whether amoCRM still lets us in, and what it said of the account',
    answer: connection,
  }),
  setLongLivedToken: route({
    method: 'PUT',
    path: '/accounts/:id/connection/long-lived-token',
    tag: 'People',
    who: 'customer (owner, administrator), administrator of the seller',
    summary: 'Connects by a token made by hand in amoCRM, which is never refreshed',
    body: longLivedToken,
    answer: connection,
  }),
} as const;

export type AccountUserDto = z.infer<typeof accountUser>;
export type SetAccessDto = z.infer<typeof setAccess>;
export type ConnectionDto = z.infer<typeof connection>;
