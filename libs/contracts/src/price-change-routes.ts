import { page } from './primitives';
import { accountPriceChange, priceChangesQuery } from './price-changes';
import { route } from './route';
import { CUSTOMER } from './who';

const WHO = 'customer (owner, administrator), support, account manager, administrator of the seller';

/** Announced prices, as an account may agree with them or not. */
export const priceChangeRoutes = {
  accountPriceChanges: route({
    method: 'GET',
    path: '/accounts/:id/price-changes',
    tag: 'Subscriptions',
    who: CUSTOMER,
    summary: 'Announced prices that are still to take effect for the account, with its answers',
    query: priceChangesQuery,
    answer: page(accountPriceChange),
  }),
  refusePriceChange: route({
    method: 'POST',
    path: '/accounts/:id/price-changes/:changeId/refusal',
    tag: 'Subscriptions',
    who: WHO,
    summary:
      'Refuses an announced price: at its first boundary the subscription ends instead of being renewed',
    answer: accountPriceChange,
    status: 200,
  }),
  withdrawRefusal: route({
    method: 'DELETE',
    path: '/accounts/:id/price-changes/:changeId/refusal',
    tag: 'Subscriptions',
    who: WHO,
    summary: 'Agrees with an announced price after all',
    answer: accountPriceChange,
  }),
  refuseInWidget: route({
    method: 'POST',
    path: '/widget/price-changes/:changeId/refusal',
    tag: 'Widget',
    who: 'widget (owner, administrator)',
    summary: 'Refuses an announced price from its notice',
    status: 204,
  }),
} as const;
