import type { Currency } from '@rocket/kernel';
import { beyondForecast } from './beyond-forecast';
import type { ChargeTotals } from './run-sum.rows';

const sum = (charged: number, units: number, currency: Currency = 'RUB') => ({
  currency,
  charged,
  amount: BigInt(units) * 100n,
});
const totals = (charged: number, rubles: number): ChargeTotals => ({ charged, sums: [sum(charged, rubles)] });

describe('a run that charges more than its rehearsal foresaw', () => {
  const foreseen = totals(1000, 200_000);

  it('goes on up to the tolerance and stops with the first charge above it', () => {
    expect(beyondForecast(foreseen, totals(1200, 200_000), 20)).toBeNull();
    expect(beyondForecast(foreseen, totals(1201, 200_000), 20)).toBe(
      'Списаний 1201 при ожидаемых 1000: больше допустимых 1200',
    );
  });

  it('stops by its sum too, when as many charges cost more', () => {
    expect(beyondForecast(foreseen, totals(1000, 240_000), 20)).toBeNull();
    const above = { charged: 1000, sums: [{ ...sum(1000, 0), amount: 24_000_001n }] };
    expect(beyondForecast(foreseen, above, 20)).toBe(
      'Сумма списаний 240000.01 RUB при ожидаемой 200000.00 RUB: больше допустимой 240000.00 RUB',
    );
  });

  it('compares each currency with its own sum: a million tenge do not hide a doubled sum of rubles', () => {
    const two = { charged: 1000, sums: [sum(500, 100_000), sum(500, 1_000_000, 'KZT')] };
    expect(beyondForecast(two, two, 20)).toBeNull();
    const doubled = { charged: 1000, sums: [sum(500, 200_000), sum(500, 900_000, 'KZT')] };
    expect(beyondForecast(two, doubled, 20)).toMatch(/^Сумма списаний 200000\.00 RUB/);
  });

  it('may always make fifty more, or charge for fifty more, so that a small run never trips', () => {
    const small = totals(10, 1_000);
    expect(beyondForecast(small, totals(60, 6_000), 0)).toBeNull();
    expect(beyondForecast(small, totals(61, 6_000), 0)).not.toBeNull();
    expect(beyondForecast(small, totals(60, 6_001), 0)).not.toBeNull();
  });

  it('is counted alone when nothing was foreseen: there is no average price', () => {
    const nothing: ChargeTotals = { charged: 0, sums: [] };
    expect(beyondForecast(nothing, totals(50, 9_000_000), 20)).toBeNull();
    expect(beyondForecast(nothing, totals(51, 1), 20)).not.toBeNull();
  });

  it('and one that charges less goes on', () => {
    expect(beyondForecast(foreseen, totals(0, 0), 0)).toBeNull();
  });
});
