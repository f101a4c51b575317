import type { MoneyDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { moneyLeft, whatStops } from './what-is-left';

const rub = (amount: string): MoneyDto => ({ amount, currency: 'RUB' });

describe('before a contract is terminated', () => {
  it('everything that is not over is said to stop, suspended and on trial too', () => {
    const items = [
      { state: 'active', productName: 'Чаты' },
      { state: 'ended', productName: 'Отчёт' },
      { state: 'suspended', productName: 'Склад' },
      { state: 'trial', productName: 'Звонки' },
    ] as const;
    expect(whatStops(items)).toEqual(['Чаты', 'Склад', 'Звонки']);
  });

  it('the money to be returned is what the charges until then leave', () => {
    const day = (date: string, money: string) => ({
      date: localDate(date),
      charges: [],
      suspensions: [],
      total: rub('0.00'),
      balanceAfter: { money: rub(money), bonus: rub('40.00') },
    });
    const balance = { money: rub('900.00') };
    const ahead = { items: [day('2026-12-01', '700.00'), day('2026-12-05', '500.00')] };
    expect(moneyLeft(balance, ahead)).toEqual(rub('500.00'));
    expect(moneyLeft(balance, { items: [] })).toEqual(rub('900.00'));
  });
});
