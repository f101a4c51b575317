import { reasonFor } from './entry-words';

const topUp = { kind: 'top_up', reason: 'В назначении платежа указан номер счёта' } as const;

describe('the reason of an entry', () => {
  it('of a top-up is how the payment was recognised: staff read it, the customer does not', () => {
    expect(reasonFor(topUp, 'staff')).toBe(topUp.reason);
    expect(reasonFor(topUp, 'customer')).toBeNull();
  });

  it('of anything else was given to both', () => {
    const gift = { kind: 'bonus_grant', reason: 'За отзыв' } as const;
    expect(reasonFor(gift, 'customer')).toBe('За отзыв');
  });
});
