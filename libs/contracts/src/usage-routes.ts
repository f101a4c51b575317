import { page, pageQuery } from './primitives';
import * as reservations from './reservations';
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
  reserveUsage: route({
    method: 'POST',
    path: '/usage/reservations',
    tag: 'For products',
    who: 'product key',
    summary: 'Holds so much of a unit for a while, so that what must not go over its limit never does',
    body: reservations.reserveUsage,
    answer: reservations.usageReservation,
    idempotent: true,
  }),
  confirmReservation: route({
    method: 'POST',
    path: '/usage/reservations/:id/confirm',
    tag: 'For products',
    who: 'product key',
    summary: 'Counts what was used of a reservation, once, and frees the rest',
    body: reservations.confirmReservation,
    answer: reservations.confirmedReservation,
    status: 200,
  }),
  releaseReservation: route({
    method: 'POST',
    path: '/usage/reservations/:id/release',
    tag: 'For products',
    who: 'product key',
    summary: 'Frees a reservation: nothing of it was used',
    answer: reservations.releasedReservation,
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
