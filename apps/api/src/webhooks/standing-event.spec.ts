import { localDate } from '@rocket/kernel';
import { standingEvent } from './standing-event';
import type { ChangedStanding } from './webhook-event.store';

const AT = new Date('2027-06-01T09:00:00Z');
const changed = (wish: Partial<ChangedStanding>): ChangedStanding => ({
  account_id: 'a',
  amocrm_account_id: '30000001',
  subscription_id: 's',
  product_code: 'chats',
  project_id: null,
  state: 'active',
  told: null,
  turn: 0,
  quantity: 2,
  paid_to: localDate('2027-07-01'),
  is_free: false,
  is_held: false,
  is_frozen: false,
  ended_because: null,
  ...wish,
});
const says = (wish: Partial<ChangedStanding>): string => {
  const { type, data } = standingEvent(changed(wish), 'e', AT);
  return `${type} ${String(data['reason'])}`;
};

describe('what a product is told of a subscription', () => {
  it('names it as a licence does, and the last day instead of the first unpaid one', () => {
    expect(standingEvent(changed({}), 'e', AT)).toEqual({
      accountId: 'a',
      id: 'e',
      key: 'standing:s:1',
      productCode: 'chats',
      type: 'subscription.activated',
      at: AT,
      data: {
        account: 30_000_001,
        accountId: 'a',
        product: 'chats',
        subscriptionId: 's',
        state: 'active',
        quantity: 2,
        paidUntil: '2027-06-30',
        reason: 'paid',
      },
    });
  });

  it.each<[Partial<ChangedStanding>, string]>([
    [{ state: 'trial' }, 'subscription.activated trial'],
    [{ state: 'active', told: 'trial' }, 'subscription.activated paid'],
    [{ state: 'active', is_free: true }, 'subscription.activated free'],
    [{ state: 'suspended', told: 'active' }, 'subscription.suspended not_paid'],
    [{ state: 'suspended', told: 'trial', is_held: true }, 'subscription.suspended held'],
    [{ state: 'suspended', told: 'active', is_frozen: true }, 'subscription.suspended frozen'],
    [{ state: 'active', told: 'suspended' }, 'subscription.resumed paid'],
    [{ state: 'trial', told: 'suspended' }, 'subscription.resumed trial'],
    [{ state: 'ended', told: 'suspended', ended_because: 'terminated' }, 'subscription.ended terminated'],
  ])('%j: %s', (wish, said) => expect(says(wish)).toBe(said));

  it('each turn is a happening of its own', () =>
    expect(standingEvent(changed({ turn: 4 }), 'e', AT).key).toBe('standing:s:5'));
});
