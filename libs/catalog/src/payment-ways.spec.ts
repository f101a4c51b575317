import { assertPaymentWay, payerOf, paymentWaysFor } from './payment-ways';

const ways = { paymentWays: { company: ['invoice'], person: ['card'] } } as const;

describe('ways to pay (QSockets 4.2.3)', () => {
  it('tell a company from people and sole traders by the number in the requisites', () => {
    expect(payerOf('RU', '9705149126')).toBe('company');
    expect(payerOf('RU', '500100732259')).toBe('person');
    expect(payerOf('KZ', '960440000151')).toBe('company');
  });

  it('are what the offer says for each of them, and both where it says nothing', () => {
    expect(paymentWaysFor({}, 'company')).toEqual(['card', 'invoice']);
    expect(paymentWaysFor(ways, 'company')).toEqual(['invoice']);
    expect(() => assertPaymentWay(ways, 'person', 'card')).not.toThrow();
    expect(() => assertPaymentWay(ways, 'company', 'card')).toThrow(
      'По оферте организация платит переводом по счёту',
    );
    expect(() => assertPaymentWay(ways, 'person', 'invoice')).toThrow('платит картой');
  });
});
