import type { BalanceDto, ForecastDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { adviseTopUp } from './advise-top-up';

const rub = (amount: string) => ({ amount, currency: 'RUB' as const });
const balance = (total: string, next30Days: string): BalanceDto => ({
  money: rub(total),
  bonus: rub('0.00'),
  total: rub(total),
  asOf: '2026-11-21T06:00:00Z',
  forecast: { emptyOn: null, daysLeft: null, next30Days: rub(next30Days) },
});
const id = '0193a000-0000-7000-8000-000000000001';
const forecast = (charged: string, short?: string): ForecastDto => ({
  until: localDate('2026-12-21'),
  items: [
    {
      date: localDate('2026-12-01'),
      charges: [
        {
          subscriptionId: id,
          productCode: 'telephony',
          amount: rub(charged),
          money: rub(charged),
          bonus: rub('0.00'),
          periodStart: localDate('2026-12-01'),
          periodEnd: localDate('2027-01-01'),
        },
      ],
      total: rub(charged),
      suspensions: short
        ? [{ subscriptionId: id, productCode: 'reports', required: rub(short), available: rub('0.00') }]
        : [],
      balanceAfter: { money: rub('0.00'), bonus: rub('0.00') },
    },
  ],
});

describe('the advised top-up', () => {
  it('is nothing while the balance covers the next 30 days to the kopeck', () => {
    expect(adviseTopUp(balance('3000.00', '3000.00'), forecast('3000.00'), rub('5000.00'))).toBeNull();
  });

  it('is the smallest payment of the offer when less is missing', () => {
    expect(adviseTopUp(balance('2999.99', '3000.00'), forecast('3000.00'), rub('5000.00'))).toEqual(
      rub('5000.00'),
    );
  });

  it('is rounded up to whole hundreds when more is missing', () => {
    expect(adviseTopUp(balance('1000.00', '9000.01'), forecast('0.00'), rub('5000.00'))).toEqual(
      rub('8100.00'),
    );
  });

  it('counts what would be suspended for want of money', () => {
    expect(adviseTopUp(balance('0.00', '0.00'), forecast('4000.00', '6000.00'), rub('5000.00'))).toEqual(
      rub('10000.00'),
    );
  });
});
