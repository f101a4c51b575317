import { beyondForecast } from './beyond-forecast';

const totals = (charged: number, rubles: number) => ({ charged, amount: BigInt(rubles) * 100n });

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
    expect(beyondForecast(foreseen, { charged: 1000, amount: 24_000_001n }, 20)).toBe(
      'Сумма списаний 240000.01 при ожидаемой 200000.00: больше допустимой 240000.00',
    );
  });

  it('may always make fifty more, or charge for fifty more, so that a small run never trips', () => {
    const small = totals(10, 1_000);
    expect(beyondForecast(small, totals(60, 6_000), 0)).toBeNull();
    expect(beyondForecast(small, totals(61, 6_000), 0)).not.toBeNull();
    expect(beyondForecast(small, totals(60, 6_001), 0)).not.toBeNull();
  });

  it('is counted alone when nothing was foreseen: there is no average price', () => {
    expect(beyondForecast(totals(0, 0), totals(50, 9_000_000), 20)).toBeNull();
    expect(beyondForecast(totals(0, 0), totals(51, 1), 20)).not.toBeNull();
  });

  it('and one that charges less goes on', () => {
    expect(beyondForecast(foreseen, totals(0, 0), 0)).toBeNull();
  });
});
