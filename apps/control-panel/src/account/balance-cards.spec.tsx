import { render, screen } from '@testing-library/preact';
import type { BalanceDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { BalanceCards } from './balance-cards';

const rubles = (amount: string) => ({ amount, currency: 'RUB' as const });

function show(
  money: string,
  forecast: Omit<BalanceDto['forecast'], 'next30Days'>,
  next30Days: string,
): string {
  render(
    <BalanceCards
      balance={{
        money: rubles(money),
        bonus: rubles('0.00'),
        total: rubles(money),
        asOf: '2026-11-22T09:00:00.000Z',
        forecast: { ...forecast, next30Days: rubles(next30Days) },
      }}
    />,
  );
  const [, , third] = [...document.querySelectorAll('.figure')];
  // Sums are written with narrow spaces.
  return third!.textContent.replaceAll(/\s/g, ' ');
}

const NEVER = { emptyOn: null, daysLeft: null };

describe('Until when the balance lasts', () => {
  it('is the day something would stop, and how far off it is', () => {
    expect(show('500.00', { emptyOn: localDate('2026-12-02'), daysLeft: 10 }, '900.00')).toContain(
      '02.12.2026',
    );
    expect(screen.queryByText('Не хватает')).toBeNull();
  });

  it('is what is lacking when something stands still already', () => {
    expect(show('50.00', NEVER, '300.00')).toMatch(/^Не хватает ?250,00 ₽/);
    expect(screen.queryByText('хватает на всё подключённое')).toBeNull();
  });

  it('is enough when the next 30 days are covered to the kopeck', () => {
    expect(show('300.00', NEVER, '300.00')).toContain('хватает на всё подключённое');
  });

  it('is no question when nothing is to be charged', () => {
    expect(show('0.00', NEVER, '0.00')).toContain('списаний не предвидится');
  });
});
