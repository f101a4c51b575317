import type { ForecastDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { forecastLine, shortOn } from './forecast-line';

const rub = (amount: string) => ({ amount, currency: 'RUB' as const });
const day = (date: string, money: string, bonus = '0.00', isShort = false): ForecastDto['items'][number] => ({
  date: localDate(date),
  charges: [],
  total: rub('0.00'),
  suspensions: isShort
    ? [
        {
          subscriptionId: '0193a000-0000-7000-8000-000000000001',
          productCode: 'calls',
          required: rub('100.00'),
          available: rub(money),
        },
      ]
    : [],
  balanceAfter: { money: rub(money), bonus: rub(bonus) },
});
const forecast = (...items: ForecastDto['items']): ForecastDto => ({ until: localDate('2026-12-21'), items });
const balance = { money: rub('1000.00'), bonus: rub('200.00') };
const today = localDate('2026-11-21');
const drawn = (of: ForecastDto) =>
  forecastLine(balance, of, today).map(
    ({ date, money, bonus }) => `${date} ${money.amount} + ${bonus.amount}`,
  );

describe('the line of the balance', () => {
  it('is level to the last day where nothing will be charged', () => {
    expect(drawn(forecast())).toEqual(['2026-11-21 1000.00 + 200.00', '2026-12-21 1000.00 + 200.00']);
  });

  it('steps down on each day of a charge and stays there', () => {
    expect(drawn(forecast(day('2026-12-01', '900.00'), day('2026-12-10', '300.00', '50.00')))).toEqual([
      '2026-11-21 1000.00 + 200.00',
      '2026-12-01 900.00 + 0.00',
      '2026-12-10 300.00 + 50.00',
      '2026-12-21 300.00 + 50.00',
    ]);
  });

  it('begins after what is charged today, and ends on a charge of the last day', () => {
    expect(drawn(forecast(day('2026-11-21', '700.00'), day('2026-12-21', '0.00')))).toEqual([
      '2026-11-21 700.00 + 0.00',
      '2026-12-21 0.00 + 0.00',
    ]);
  });

  it('breaks on the first day that money is short for', () => {
    expect(shortOn(forecast(day('2026-12-01', '900.00'), day('2026-12-10', '0.00', '0.00', true)))).toBe(
      '2026-12-10',
    );
    expect(shortOn(forecast(day('2026-12-01', '900.00')))).toBeNull();
  });
});
