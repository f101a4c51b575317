import type { MoneyDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { moneyLeft, returnsBalance, whatStops } from './what-is-left';

const rub = (amount: string): MoneyDto => ({ amount, currency: 'RUB' });

describe('before a contract is terminated', () => {
  it('everything that is not over is said to stop, suspended and on trial too', () => {
    const items = [
      { state: 'active', productName: 'Чаты' },
      { state: 'active', productName: 'Сокеты', project: { id: '1', name: 'Сайт' } },
      { state: 'ended', productName: 'Отчёт' },
      { state: 'suspended', productName: 'Склад' },
      { state: 'trial', productName: 'Звонки' },
    ] as const;
    expect(whatStops(items)).toEqual(['Чаты', 'Сокеты · Сайт', 'Склад', 'Звонки']);
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

  it('what never paid for anything is said to come back wherever the offer gives it back', () => {
    const refund = { withinDays: null, onSellerExit: 'none', needsSignedCorrection: false } as const;
    const computedWithin = { count: 5, unit: 'working_days' } as const;
    const under = (rule: 'none' | 'full_if_down' | 'unused_balance') =>
      returnsBalance({ ...refund, rule, computedWithin });
    expect([under('unused_balance'), under('full_if_down'), under('none')]).toEqual([true, true, false]);
  });
});
