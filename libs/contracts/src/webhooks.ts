import { z } from 'zod';
import { businessDate, instant, page, pageQuery, uuid } from './primitives';
import { route } from './route';
import { ADMIN } from './who';

/** What a product may be told of. */
export const webhookTypes = [
  'subscription.activated',
  'subscription.suspended',
  'subscription.resumed',
  'subscription.ended',
  'usage.threshold',
] as const;

/** Sent by hand, to try an address: it is about no account. */
export const WEBHOOK_TEST = 'webhook.test';

const URL_MOST = 2000;
const url = z
  .string()
  .trim()
  .max(URL_MOST, `Не длиннее ${URL_MOST} знаков`)
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, username, password, hash, hostname } = new URL(text);
    return (
      (protocol === 'https:' || protocol === 'http:') &&
      username === '' &&
      password === '' &&
      hash === '' &&
      hostname !== ''
    );
  }, 'Нужен адрес вида https://example.ru/hooks, без пароля и без «#»');
const events = z
  .array(z.enum(webhookTypes, 'Такого события нет'))
  .min(1, 'Выберите хотя бы одно событие')
  .refine((all) => new Set(all).size === all.length, 'Событие названо дважды');
const description = z.string().trim().max(200, 'Не длиннее 200 знаков');

export const createWebhook = z.strictObject({ url, events, description: description.optional() });
export const changeWebhook = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: description.nullable().optional(),
  isOn: z.boolean().optional(),
});
/** For how long requests are signed with the old secret too; 0: it is over at once. */
export const rotateWebhookSecret = z
  .strictObject({ overlapHours: z.coerce.number().int().min(0).max(168).optional() })
  .optional();
export const replayWebhook = z.strictObject({ since: instant });

export const webhookStates = ['queued', 'delivered', 'dead'] as const;
export const webhookOutcomes = [
  'answered',
  'timed_out',
  'not_connected',
  'name_unknown',
  'address_refused',
  'tls_failed',
] as const;

export const webhookEndpoint = z
  .object({
    id: uuid,
    product: z.string(),
    url: z.string(),
    description: z.string().nullable(),
    events: z.array(z.enum(webhookTypes)),
    isOn: z.boolean(),
    /** `gone`: it answered 410. */
    offBecause: z.enum(['by_hand', 'gone']).nullable(),
    /** The first failure after the last delivery. */
    failingSince: z.string().nullable(),
    /** A person should look: it is gone, or has failed for an hour. */
    needsAttention: z.boolean(),
    lastDeliveredAt: z.string().nullable(),
    /** It asked to be left alone until then. */
    waitUntil: z.string().nullable(),
    waiting: z.number().int(),
    undelivered: z.number().int(),
    /** The newest first; one that retires still signs. */
    secrets: z.array(z.object({ createdAt: z.string(), retiresAt: z.string().nullable() })),
    createdAt: z.string(),
  })
  .meta({ id: 'WebhookEndpoint' });
export const newWebhook = webhookEndpoint.extend({ secret: z.string() }).meta({ id: 'NewWebhookEndpoint' });

const attempt = z.object({
  at: z.string(),
  tookMs: z.number().int(),
  outcome: z.enum(webhookOutcomes),
  status: z.number().int().nullable(),
  /** The beginning of what was answered, or what went wrong. */
  answer: z.string().nullable(),
});

export const webhookDelivery = z
  .object({
    /** The `webhook-id` of every request that tells of it. */
    eventId: uuid,
    type: z.enum(webhookTypes),
    at: z.string(),
    account: z.object({ id: uuid, name: z.string(), amocrmAccountId: z.number().int() }),
    state: z.enum(webhookStates),
    tries: z.number().int(),
    /** Null: it is over. */
    nextTryAt: z.string().nullable(),
    doneAt: z.string().nullable(),
    last: attempt.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
/** With what was sent, and every attempt, the newest first. */
export const webhookDeliveryWhole = webhookDelivery
  .extend({ body: z.string(), attempts: z.array(attempt) })
  .meta({ id: 'WebhookDeliveryWhole' });

export const webhookDeliveriesQuery = pageQuery.extend({
  state: z.enum(webhookStates).optional(),
  type: z.enum(webhookTypes).optional(),
  account: uuid.optional(),
});
export const webhookTrial = attempt
  .extend({ delivered: z.boolean(), eventId: uuid })
  .meta({ id: 'WebhookTrial' });

const aboutAccount = {
  /** The id of the account in amoCRM, the same as in a licence. */
  account: z.number().int(),
  accountId: uuid,
  product: z.string(),
  /** Only of a product with projects. */
  project: uuid.optional(),
  subscriptionId: uuid,
};
const standing = z.object({
  ...aboutAccount,
  state: z.enum(['trial', 'active', 'suspended', 'ended']),
  quantity: z.number().int(),
  /** The last day paid for, or of the trial. */
  paidUntil: businessDate.nullable(),
  /**
   * Of `activated` and `resumed`, what gives the right: `trial`, `paid`, `free`. Of `suspended`: `not_paid`, `frozen`, `held` (by
   * staff). Of `ended`: why, as in the subscription.
   */
  reason: z.string(),
});
const threshold = z.object({
  ...aboutAccount,
  unit: z.string(),
  /** Per cent of the limit, all that were crossed at once. */
  thresholds: z.array(z.number()),
  used: z.number(),
  limit: z.number(),
  over: z.enum(['refuse', 'drop', 'warn', 'recalculate']),
  resetsAt: z.string().nullable(),
});
const told = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({ type: z.literal(type), timestamp: z.string(), data });

/** What is sent: a POST with this body, signed by the Standard Webhooks scheme. */
export const webhookBodies = {
  'subscription.activated': {
    summary: 'May be used: a trial or the first paid or free period has begun',
    body: told('subscription.activated', standing).meta({ id: 'SubscriptionActivated' }),
  },
  'subscription.suspended': {
    summary: 'May not be used until it resumes',
    body: told('subscription.suspended', standing).meta({ id: 'SubscriptionSuspended' }),
  },
  'subscription.resumed': {
    summary: 'May be used again',
    body: told('subscription.resumed', standing).meta({ id: 'SubscriptionResumed' }),
  },
  'subscription.ended': {
    summary: 'Is over; the product may be connected anew, under another subscription',
    body: told('subscription.ended', standing).meta({ id: 'SubscriptionEnded' }),
  },
  'usage.threshold': {
    summary: 'So many per cent of a limit are used, once for each threshold and window',
    body: told('usage.threshold', threshold).meta({ id: 'UsageThreshold' }),
  },
  [WEBHOOK_TEST]: {
    summary: 'Sent by hand to try the address; it is about no account',
    body: told(WEBHOOK_TEST, z.object({ product: z.string() })).meta({ id: 'WebhookTest' }),
  },
} as const;

const ENDPOINT = '/products/:code/webhooks/:id';
const about = { tag: 'Web hooks', who: ADMIN } as const;

/** Where a product is told what happens to its subscriptions. */
export const webhookRoutes = {
  webhooks: route({
    method: 'GET',
    path: '/products/:code/webhooks',
    ...about,
    summary: 'Addresses of a product that are told, the newest first',
    query: pageQuery,
    answer: page(webhookEndpoint),
  }),
  webhookTroubles: route({
    method: 'GET',
    path: '/webhook-troubles',
    ...about,
    summary: 'Addresses of all products that a person should look at: gone, or failing for an hour',
    query: pageQuery,
    answer: page(webhookEndpoint),
  }),
  createWebhook: route({
    method: 'POST',
    path: '/products/:code/webhooks',
    ...about,
    summary: 'Adds an address; its secret (`whsec_…`) is shown once',
    body: createWebhook,
    answer: newWebhook,
  }),
  changeWebhook: route({
    method: 'PATCH',
    path: ENDPOINT,
    ...about,
    summary:
      'Changes an address, its events, its description; switches it on or off. What waits when it is switched off goes to the undelivered',
    body: changeWebhook,
    answer: webhookEndpoint,
  }),
  rotateWebhookSecret: route({
    method: 'POST',
    path: `${ENDPOINT}/secret`,
    ...about,
    summary: 'Makes a new secret, shown once; the old one signs beside it for a day, or for as long as told',
    body: rotateWebhookSecret,
    answer: newWebhook,
  }),
  testWebhook: route({
    method: 'POST',
    path: `${ENDPOINT}/test`,
    ...about,
    summary: 'Sends `webhook.test` now and answers what came of it',
    status: 200,
    answer: webhookTrial,
  }),
  webhookDeliveries: route({
    method: 'GET',
    path: `${ENDPOINT}/deliveries`,
    ...about,
    summary: 'What an address was sent in the last thirty days, the newest first',
    query: webhookDeliveriesQuery,
    answer: page(webhookDelivery),
  }),
  webhookDelivery: route({
    method: 'GET',
    path: `${ENDPOINT}/deliveries/:eventId`,
    ...about,
    summary: 'One delivery with its body and every attempt',
    answer: webhookDeliveryWhole,
  }),
  replayDelivery: route({
    method: 'POST',
    path: `${ENDPOINT}/deliveries/:eventId/replay`,
    ...about,
    summary: 'Sends one event again, under the same id',
    status: 200,
    answer: webhookDelivery,
  }),
  replayWebhook: route({
    method: 'POST',
    path: `${ENDPOINT}/replay`,
    ...about,
    summary: 'Sends everything since an instant that the address has not got',
    status: 200,
    body: replayWebhook,
    answer: z.object({ queued: z.number().int() }),
  }),
} as const;

export type WebhookType = (typeof webhookTypes)[number];
export type WebhookState = (typeof webhookStates)[number];
export type WebhookOutcome = (typeof webhookOutcomes)[number];
export type CreateWebhookDto = z.infer<typeof createWebhook>;
export type ChangeWebhookDto = z.infer<typeof changeWebhook>;
export type WebhookEndpointDto = z.infer<typeof webhookEndpoint>;
export type NewWebhookDto = z.infer<typeof newWebhook>;
export type WebhookDeliveryDto = z.infer<typeof webhookDelivery>;
export type WebhookDeliveryWholeDto = z.infer<typeof webhookDeliveryWhole>;
export type WebhookTrialDto = z.infer<typeof webhookTrial>;
