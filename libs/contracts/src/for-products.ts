import { z } from 'zod';
import { businessDate, instant, page, pageQuery, reason, uuid } from './primitives';
import { OF_ANY_KEY } from './product-refusals';
import { route } from './route';
import { usageLimit } from './usage';
import { ADMIN } from './who';

/** What a key of a product opens: answers and licences, counting of use, web hooks. */
export const productKeyScopes = ['entitlements:read', 'usage:write', 'webhooks:manage'] as const;

const scopes = z
  .array(z.enum(productKeyScopes))
  .min(1, 'Ключ без прав ничего не открывает')
  .max(productKeyScopes.length)
  .refine((list) => new Set(list).size === list.length, 'Одно и то же право названо дважды');
const productCode = z.string().min(1).max(60);

export const createKey = z
  .strictObject({
    name: z.string().max(100).optional(),
    /** All of them when left out. */
    scopes: scopes.optional(),
    /** Left out: it lives until it is revoked. */
    expiresAt: instant.optional(),
    /** Further products of the same seller that the same back end serves. */
    products: z.array(productCode).max(50).optional(),
  })
  .optional();
export const productKey = z.object({ keyId: z.uuid(), secret: z.string() }).meta({ id: 'ProductKey' });

export const rotateKey = z
  .strictObject({
    /** Until when the old key goes on working; left out, for a day. Not later than thirty days from now. */
    oldWorksUntil: instant.optional(),
  })
  .optional();
/** The new key has the name, the scopes and the products of the old one, which works until `oldWorksUntil`. */
export const rotatedKey = z
  .object({ keyId: z.uuid(), secret: z.string(), oldWorksUntil: z.string() })
  .meta({ id: 'RotatedProductKey' });

export const productKeyRow = z
  .object({
    keyId: z.uuid(),
    name: z.string().nullable(),
    /** How its secret begins: enough to tell keys apart. Null for keys older than this field. */
    prefix: z.string().nullable(),
    products: z.array(z.string()),
    scopes: z.array(z.enum(productKeyScopes)),
    state: z.enum(['works', 'expired', 'revoked']),
    createdAt: z.string(),
    /** To ten seconds. */
    lastUsedAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    replaces: z.uuid().nullable(),
  })
  .meta({ id: 'ProductKeyRow' });

const amocrmAccount = z.coerce.number().int('Номер аккаунта amoCRM — целое число').min(1);

export const entitlementQuery = z.object({
  account: amocrmAccount,
  /** One of the key's products; left out, the one it was made for. */
  product: productCode.optional(),
  /** Of a product with projects: the id of the one that is asked about. */
  project: uuid.optional(),
});
/** In a body, because addresses are written into logs. */
export const entitlementByToken = z.strictObject({ token: z.string().min(20).max(100) });
export const entitlement = z
  .object({
    entitled: z.boolean(),
    state: z.enum(['trial', 'active', 'suspended', 'ended', 'none', 'unknown']),
    reason: z.string().meta({ description: 'For the end user, in words' }),
    quantity: z.number().int(),
    tariff: z
      .string()
      .optional()
      .meta({ description: 'Only of a product with tariffs: the code of the one in use' }),
    paidUntil: businessDate.nullable(),
    daysLeft: z.number().int().nullable().meta({ description: 'To paidUntil; below zero inside a grace' }),
    limits: z.array(usageLimit),
    requestsPerSecond: z.number().int().optional().meta({
      description:
        'Only where the offer sets it: requests about the account, all methods together; more are answered 429 rate_limited',
    }),
    licence: z.string().meta({
      description:
        'EdDSA JWT with `kid`; claims as in the schema LicenceClaims. The same text may be given for up to a minute',
    }),
    asOf: z
      .string()
      .meta({ description: 'The instant, by the real clock, for which the answer is known to be true' }),
    ageSeconds: z
      .number()
      .int()
      .meta({ description: '0 unless our database is away: then how old what we know is' }),
  })
  .meta({ id: 'Entitlement' });

export const projectEntitlement = entitlement
  .extend({ account: z.number().int(), product: z.string(), project: uuid })
  .meta({ id: 'ProjectEntitlement' });

/** What a licence says. Instants are seconds since 1970 by the real clock. */
export const licenceClaims = z
  .object({
    iss: z.string().meta({ description: 'Our address' }),
    aud: z.string().meta({ description: 'Code of the product' }),
    sub: z.string().meta({ description: 'Number of the account in amoCRM' }),
    jti: z.string().meta({ description: 'Names this licence' }),
    iat: z.number().int().meta({ description: 'When what it says was known to be true' }),
    exp: z.number().int().meta({ description: 'An hour later: ask again before' }),
    grace: z.number().int().meta({
      description: 'For so many seconds after `exp` a product that cannot reach us may go on believing it',
    }),
    account: z.number().int(),
    product: z.string(),
    project: uuid.optional().meta({ description: 'Only of a product with projects' }),
    entitled: z.boolean(),
    state: entitlement.shape.state,
    quantity: z.number().int(),
    paidUntil: businessDate.nullable(),
  })
  .meta({ id: 'LicenceClaims' });

const MOST_PAIRS = 200;
export const entitlementsQuery = z.strictObject({
  accounts: z
    .array(z.number().int('Номер аккаунта amoCRM — целое число').min(1))
    .min(1, 'Назовите хотя бы один аккаунт')
    .max(MOST_PAIRS, `Не больше ${MOST_PAIRS} пар аккаунта и продукта за раз`),
  /** Of the key's; left out, all of them. */
  products: z.array(productCode).min(1).max(50).optional(),
});
export const entitlements = z
  .object({
    /** By account as they were named, then by product. */
    items: z.array(entitlement.extend({ account: z.number().int(), product: z.string() })),
  })
  .meta({ id: 'Entitlements' });

/** A key that licences are signed with. */
export const licenceKey = z
  .object({
    kid: z.string(),
    state: z.enum(['waits', 'signs', 'published', 'retired']).meta({
      description:
        'waits: in the key set, not signing yet; published: signs no more, its licences are still checked by it',
    }),
    createdAt: z.string(),
    signsFrom: z.string(),
    retiredAt: z.string().nullable(),
    madeBy: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'LicenceKey' });
export const rotateLicenceKey = z.strictObject({
  reason,
  /** Somebody else may have the old keys: they leave the key set at once, and licences they signed are worth nothing. */
  compromised: z.boolean().optional(),
});
export const licenceKeys = z.object({ items: z.array(licenceKey) }).meta({ id: 'LicenceKeys' });

const TAG = 'For products';

export const forProductsRoutes = {
  createKey: route({
    method: 'POST',
    path: '/products/:code/keys',
    tag: TAG,
    who: ADMIN,
    summary: 'Makes a key for the product’s back end; the secret is shown once',
    body: createKey,
    answer: productKey,
  }),
  productKeys: route({
    method: 'GET',
    path: '/products/:code/keys',
    tag: TAG,
    who: ADMIN,
    summary: 'The keys that open a product, newest first',
    query: pageQuery,
    answer: page(productKeyRow),
  }),
  rotateKey: route({
    method: 'POST',
    path: '/products/:code/keys/:id/rotation',
    tag: TAG,
    who: ADMIN,
    summary: 'Makes a key in the place of another, which goes on working for a while',
    body: rotateKey,
    answer: rotatedKey,
  }),
  revokeKey: route({
    method: 'DELETE',
    path: '/products/:code/keys/:id',
    tag: TAG,
    who: ADMIN,
    summary: 'Revokes a key at once',
    status: 204,
  }),
  entitlement: route({
    method: 'GET',
    path: '/entitlements',
    tag: TAG,
    who: 'product key (entitlements:read)',
    scope: 'entitlements:read',
    refusals: { ...OF_ANY_KEY, not_found: 404 },
    summary: 'May this account of amoCRM use the product, with a licence that is checked off line',
    query: entitlementQuery,
    answer: entitlement,
  }),
  entitlements: route({
    method: 'POST',
    path: '/entitlements/query',
    tag: TAG,
    who: 'product key (entitlements:read)',
    scope: 'entitlements:read',
    refusals: { ...OF_ANY_KEY, not_found: 404 },
    summary: 'The same for up to 200 pairs of account and product; changes nothing',
    body: entitlementsQuery,
    answer: entitlements,
    status: 200,
  }),
  entitlementByToken: route({
    method: 'POST',
    path: '/entitlements/by-token',
    tag: TAG,
    who: 'product key (entitlements:read)',
    scope: 'entitlements:read',
    refusals: { ...OF_ANY_KEY, not_found: 404 },
    summary: 'May whoever shows this token of a project use the product; changes nothing',
    body: entitlementByToken,
    answer: projectEntitlement,
    status: 200,
  }),
  licenceKeys: route({
    method: 'GET',
    path: '/licence-keys',
    tag: TAG,
    who: ADMIN,
    summary: 'The keys that sign licences, newest first',
    answer: licenceKeys,
  }),
  rotateLicenceKey: route({
    method: 'POST',
    path: '/licence-keys/rotation',
    tag: TAG,
    who: ADMIN,
    summary:
      'A new key signs licences from now on; the old ones stay in the key set as long as a licence of theirs lives',
    body: rotateLicenceKey,
    answer: licenceKeys,
  }),
} as const;

export type ProductKeyScope = (typeof productKeyScopes)[number];
export type CreateKeyDto = NonNullable<z.infer<typeof createKey>>;
export type ProductKeyDto = z.infer<typeof productKey>;
export type RotatedKeyDto = z.infer<typeof rotatedKey>;
export type ProductKeyRowDto = z.infer<typeof productKeyRow>;
export type EntitlementDto = z.infer<typeof entitlement>;
export type ProjectEntitlementDto = z.infer<typeof projectEntitlement>;
export type EntitlementsDto = z.infer<typeof entitlements>;
export type EntitlementsQueryDto = z.infer<typeof entitlementsQuery>;
export type LicenceClaimsDto = z.infer<typeof licenceClaims>;
export type LicenceKeyDto = z.infer<typeof licenceKey>;
