import { z } from 'zod';
import { language } from './language';
import { businessDate, page, pageQuery, uuid } from './primitives';
import { route } from './route';
import { ADMIN, CUSTOMER, STAFF } from './who';

export const actResults = ['done', 'asked', 'refused', 'failed'] as const;

/** Values that name nobody, as they were sent: sums are text, «500.00 RUB». */
const told = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const auditQuery = pageQuery.extend({
  /** `staff:<id>` or `user:<id>`. */
  actor: z
    .string()
    .regex(/^(?:staff|user):[0-9a-f-]{36}$/, 'Кто: staff:<id> или user:<id>')
    .optional(),
  account: uuid.optional(),
  /** A route of this contract by its name. */
  action: z.string().max(60).optional(),
  result: z.enum(actResults).optional(),
  from: businessDate.optional(),
  to: businessDate.optional(),
  format: z.enum(['json', 'csv']).default('json'),
  /** Of the words of the file. */
  lang: language.default('ru'),
});

/** An act of a person: who, when, from where, on which account, what came of it. */
export const auditEvent = z
  .object({
    id: uuid,
    at: z.string(),
    account: z.object({ id: uuid, name: z.string() }).nullable(),
    /** `staff:<id>`, `user:<id>`; `nobody`: tried to sign in and was not recognised. */
    actor: z.string(),
    actorName: z.string().nullable(),
    /** As it was then: of staff their role, of a user their level; of nobody nothing. */
    role: z.string(),
    action: z.string(),
    target: z.record(z.string(), z.string()),
    /** Whose offer or catalogue it is about, by name; null: nobody's, or of one that is not there. */
    seller: z.string().nullable(),
    /** The product it is about, by name. */
    product: z.string().nullable(),
    /** Which fields were sent. What stood in them is not kept, but for `told` and the reason. */
    fields: z.array(z.string()),
    told,
    reason: z.string().nullable(),
    address: z.string().nullable(),
    device: z.string().nullable(),
    via: z.enum(['session', 'token', 'widget']),
    result: z.enum(actResults),
    /** Why it was refused. */
    code: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' });

/** What staff did for a customer, as both see it. */
export const actForCustomer = z
  .object({
    id: uuid,
    at: z.string(),
    actorName: z.string().nullable(),
    role: z.string(),
    action: z.string(),
    told,
    result: z.enum(['done', 'asked']),
  })
  .meta({ id: 'ActForCustomer' });

export const timelineKinds = ['money', 'documents', 'notices', 'subscriptions', 'amocrm', 'acts'] as const;

export const timelineQuery = pageQuery.extend({
  /** By commas; left out: all. */
  kinds: z
    .string()
    .max(100)
    .transform((text) => text.split(',').filter((one) => one !== ''))
    .pipe(z.array(z.enum(timelineKinds)))
    .optional(),
  lang: language.optional(),
});

export const productHistoryQuery = pageQuery.extend({ lang: language.optional() });

/** Something that happened to an account. */
export const happening = z
  .object({
    id: z.string(),
    at: z.string(),
    /** Known to the day: it has no hour. */
    dayOnly: z.boolean(),
    kind: z.enum(timelineKinds),
    /** What, within its kind: `top_up`, `issued`, `seen`, a route of an act. */
    event: z.string(),
    /** Null: the system by itself. */
    actor: z.string().nullable(),
    actorName: z.string().nullable(),
    reason: z.string().nullable(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()),
    /** What it is about, to be linked to. */
    subject: z.object({ type: z.string(), id: z.string() }).nullable(),
  })
  .meta({ id: 'Happening' });

/** Who did what, and what happened to one account. */
export const actRoutes = {
  audit: route({
    method: 'GET',
    path: '/audit',
    tag: 'Audit',
    who: ADMIN,
    summary: 'Acts of people, refused ones too, newest first; JSON by pages or CSV of all',
    query: auditQuery,
    answer: page(auditEvent),
  }),
  actsForCustomer: route({
    method: 'GET',
    path: '/accounts/:id/acts',
    tag: 'Audit',
    who: CUSTOMER,
    summary: 'What staff did for this account, newest first',
    query: pageQuery,
    answer: page(actForCustomer),
  }),
  productHistory: route({
    method: 'GET',
    path: '/accounts/:id/products/:code/history',
    tag: 'Subscriptions',
    who: CUSTOMER,
    summary:
      'What happened to a product of an account, newest first: connections, suspensions, versions of its price, acts of people',
    query: productHistoryQuery,
    answer: page(happening),
  }),
  timeline: route({
    method: 'GET',
    path: '/accounts/:id/timeline',
    tag: 'Accounts',
    who: STAFF,
    summary:
      'Everything that happened to an account, newest first: money, documents, notices, subscriptions, amoCRM, acts of people',
    query: timelineQuery,
    answer: page(happening),
  }),
} as const;

export type ActResult = (typeof actResults)[number];
export type AuditEventDto = z.infer<typeof auditEvent>;
export type ActForCustomerDto = z.infer<typeof actForCustomer>;
export type TimelineKind = (typeof timelineKinds)[number];
export type HappeningDto = z.infer<typeof happening>;
