import type { MoneyDto } from '@rocket/contracts';
import { signedAmount } from './adjustment';

const rub = (amount: string): MoneyDto => ({ amount, currency: 'RUB' });

describe('an adjustment of the balance', () => {
  it('that takes money goes to the door with a minus', () => {
    expect(signedAmount('1 500,5', 'take', 'RUB')).toEqual(rub('-1500.50'));
    expect(signedAmount('1500', 'give', 'RUB')).toEqual(rub('1500.00'));
  });

  it('leaves what is no sum for the door’s schema to refuse', () => {
    expect(signedAmount(' много ', 'take', 'RUB')).toEqual(rub('много'));
  });
});
