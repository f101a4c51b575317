import { z } from 'zod';
import { uuid } from './primitives';
import { route } from './route';
import { subscription } from './subscriptions';
import { ON_BEHALF } from './who';

/** Every subscription of the account that has not ended, once, the first to be paid first. */
export const orderSubscriptions = z.strictObject({ order: z.array(uuid).min(1).max(1000) });
/** Those that have not ended, in the new order. */
export const subscriptionOrder = z.object({ items: z.array(subscription) }).meta({ id: 'SubscriptionOrder' });

export const subscriptionOrderRoutes = {
  orderSubscriptions: route({
    method: 'PUT',
    path: '/accounts/:id/subscriptions/order',
    tag: 'Subscriptions',
    who: ON_BEHALF,
    summary:
      'The whole order of importance at once; 409 `order_out_of_date` with the current `order` when it names other subscriptions',
    body: orderSubscriptions,
    answer: subscriptionOrder,
  }),
} as const;

export type OrderSubscriptionsDto = z.infer<typeof orderSubscriptions>;
export type SubscriptionOrderDto = z.infer<typeof subscriptionOrder>;
