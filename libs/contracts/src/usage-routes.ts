import { page, pageQuery } from './primitives';
import { route } from './route';
import * as usage from './usage';
import { CUSTOMER } from './who';

/** What products say was used, and what people see of it. */
export const usageRoutes = {
  recordUsage: route({
    method: 'POST',
    path: '/usage',
    tag: 'For products',
    who: 'product key',
    summary: 'Counts what an account used; over the limit what the offer says',
    body: usage.recordUsage,
    answer: usage.countedUsage,
    status: 200,
    idempotent: true,
  }),
  recordUsageBatch: route({
    method: 'POST',
    path: '/usage/batch',
    tag: 'For products',
    who: 'product key',
    summary: 'Counts up to 1000 events, each once by its own key, and answers for each',
    body: usage.recordUsageBatch,
    answer: usage.countedBatch,
    status: 200,
  }),
  accountUsage: route({
    method: 'GET',
    path: '/accounts/:id/usage',
    tag: 'Subscriptions',
    who: CUSTOMER,
    summary: 'Limits and metered use of the connected products',
    query: pageQuery,
    answer: page(usage.subscriptionUsage),
  }),
} as const;
