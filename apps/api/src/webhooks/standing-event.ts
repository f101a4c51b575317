import type { WebhookType } from '@rocket/contracts';
import { addDays } from '@rocket/kernel';
import type { ChangedStanding, WebhookEvent } from './webhook-event.store';

/** What a product is told of a subscription that stands otherwise than it was told. */
export function standingEvent(changed: ChangedStanding, id: string, at: Date): WebhookEvent {
  return {
    accountId: changed.account_id,
    id,
    key: `standing:${changed.subscription_id}:${changed.turn + 1}`,
    productCode: changed.product_code,
    type: typeOf(changed),
    at,
    data: {
      account: Number(changed.amocrm_account_id),
      accountId: changed.account_id,
      product: changed.product_code,
      ...(changed.project_id === null ? {} : { project: changed.project_id }),
      subscriptionId: changed.subscription_id,
      state: changed.state,
      quantity: changed.quantity,
      paidUntil: addDays(changed.paid_to, -1),
      reason: reasonOf(changed),
    },
  };
}

function typeOf({ state, told }: ChangedStanding): WebhookType {
  if (state === 'ended') return 'subscription.ended';
  if (state === 'suspended') return 'subscription.suspended';
  return told === 'suspended' ? 'subscription.resumed' : 'subscription.activated';
}

function reasonOf(changed: ChangedStanding): string {
  switch (changed.state) {
    case 'ended':
      return changed.ended_because ?? 'by_hand';
    case 'suspended':
      return changed.is_held ? 'held' : changed.is_frozen ? 'frozen' : 'not_paid';
    case 'trial':
      return 'trial';
    case 'active':
      return changed.is_free ? 'free' : 'paid';
  }
}
