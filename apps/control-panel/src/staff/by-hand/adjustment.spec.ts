import type { MoneyDto } from '@rocket/contracts';
import { afterwards, signedAmount } from './adjustment';

const rub = (amount: string): MoneyDto => ({ amount, currency: 'RUB' });

describe('an adjustment of the balance', () => {
  it('that takes money goes to the door with a minus', () => {
    expect(signedAmount('1 500,5', 'take', 'RUB')).toEqual(rub('-1500.50'));
    expect(signedAmount('1500', 'give', 'RUB')).toEqual(rub('1500.00'));
  });

  it('leaves what is no sum for the door’s schema to refuse', () => {
    expect(signedAmount(' много ', 'take', 'RUB')).toEqual(rub('много'));
  });

  it('is foretold to the kopeck, and more than there is shows as less than nothing', () => {
    expect(afterwards('0,01', 'take', rub('1000.00'))).toEqual(rub('999.99'));
    expect(afterwards('0,01', 'give', rub('1000.00'))).toEqual(rub('1000.01'));
    expect(afterwards('1000,01', 'take', rub('1000.00'))).toEqual(rub('-0.01'));
  });

  it('foretells nothing of nothing', () => {
    expect(afterwards('', 'give', rub('1000.00'))).toBeNull();
    expect(afterwards('0', 'give', rub('1000.00'))).toBeNull();
  });
});
