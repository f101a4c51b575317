import { localDate, type Minor } from '@rocket/kernel';
import { judgePaidOrder, priceHoldsUntil } from './price-hold';

const order = (paidOn: string, agreed: Minor, current: Minor, hold: number | null = 30) => ({
  holdsUntil: priceHoldsUntil({ priceHoldDays: hold }, localDate('2026-12-01')),
  paidOn: localDate(paidOn),
  agreed,
  current,
});

it.each([
  ['on the last day of the hold', order('2026-12-31', 100n, 150n), { by: 'invoice' }],
  ['a day later', order('2027-01-01', 100n, 150n), { by: 'new_invoice', difference: 50n }],
  ['a day later, with the same list', order('2027-01-01', 100n, 100n), { by: 'invoice' }],
  ['a day later, with a cheaper list', order('2027-01-01', 100n, 80n), { by: 'price_list' }],
  ['within the hold, with a cheaper list', order('2026-12-02', 100n, 80n), { by: 'invoice' }],
  [
    'under an offer that holds no price',
    order('2026-12-01', 100n, 101n, null),
    { by: 'new_invoice', difference: 1n },
  ],
])('an order paid %s', (_, paid, verdict) => {
  expect(judgePaidOrder(paid)).toEqual(verdict);
});
