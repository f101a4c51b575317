import { localDate } from '@rocket/kernel';
import type { PriceDto } from '@rocket/contracts';
import { changeOf, fieldsOf, isUnchanged, pricesInForce, pricesToCome } from './price-wish';

const rub = (amount: string) => ({ amount, currency: 'RUB' as const });
const price = (wish: Partial<Omit<PriceDto, 'validFrom'>> & { validFrom?: string } = {}): PriceDto => ({
  id: '01990000-0000-7000-8000-000000000000',
  period: 'P1M',
  unitPrice: rub('100.500000000'),
  minQuantity: 1,
  ...wish,
  validFrom: localDate(wish.validFrom ?? '2026-01-01'),
});

describe('a new price', () => {
  it('is typed, never the one in force left as it stands, and goes to the door as decimals', () => {
    expect(fieldsOf(price())).toEqual({ unitPrice: '' });
    expect(changeOf(price({ packSize: 10 }), { unitPrice: '1 200,005' })).toEqual({
      period: 'P1M',
      unitPrice: rub('1200.005'),
      packSize: 10,
    });
  });

  it('keeps the bounds, the fees and the way of counting of steps', () => {
    const tiers = [
      { upTo: 5, unitPrice: rub('10.00'), flatFee: rub('3.00') },
      { upTo: null, unitPrice: rub('8.00') },
    ];
    const current = price({ tiers, tierMode: 'volume' });
    expect(fieldsOf(current)).toMatchObject({ step0: '10', step1: '8' });
    expect(changeOf(current, { step0: '12', step1: '9,5' })).toEqual({
      period: 'P1M',
      unitPrice: rub('12'),
      tiers: [
        { ...tiers[0], unitPrice: rub('12') },
        { upTo: null, unitPrice: rub('9.5') },
      ],
      tierMode: 'volume',
    });
  });

  it('starts from what newcomers pay today: neither from a price to come nor from a replaced one', () => {
    const all = [
      price({ id: 'old' }),
      price({ id: 'now', validFrom: '2026-05-01' }),
      price({ id: 'to come', validFrom: '2027-01-01' }),
      price({ id: 'year', period: 'P1Y' }),
    ];
    expect(pricesInForce(all, '2026-11-21').map(({ id }) => id)).toEqual(['now', 'year']);
    expect(pricesInForce(all.slice(2, 3), '2026-11-21').map(({ id }) => id)).toEqual(['to come']);
  });

  it('that nobody would notice is told apart: the same for newcomers and for all who are connected', () => {
    const sums = (before: string, after: string) => ({ before: rub(before), after: rub(after) });
    const current = price();
    const same = { current, perPeriod: sums('201.00', '201.00') };
    expect(isUnchanged({ unitPrice: '100,50' }, same)).toBe(true);
    expect(isUnchanged({ unitPrice: '100,51' }, same)).toBe(false);
    // Some pay an older price: to them it is news.
    expect(isUnchanged({ unitPrice: '100,5' }, { current, perPeriod: sums('180.00', '201.00') })).toBe(false);
    const tiers = [
      { upTo: 5, unitPrice: rub('10.00') },
      { upTo: null, unitPrice: rub('8.00') },
    ];
    const steps = { current: price({ tiers, tierMode: 'volume' }), perPeriod: sums('0.00', '0.00') };
    expect(isUnchanged({ step0: '10', step1: '8' }, steps)).toBe(true);
    expect(isUnchanged({ step0: '10', step1: '7' }, steps)).toBe(false);
  });

  it('is of one tariff, and knows what is announced for later of the same one', () => {
    const all = [
      price({ id: 'basic', tariff: 'basic' }),
      price({ id: 'pro', tariff: 'pro' }),
      price({ id: 'pro later', tariff: 'pro', validFrom: '2027-03-01' }),
      price({ id: 'pro next', tariff: 'pro', validFrom: '2027-01-01' }),
      price({ id: 'basic next', tariff: 'basic', validFrom: '2027-01-01' }),
    ];
    expect(pricesInForce(all, '2026-11-21').map(({ id }) => id)).toEqual(['basic', 'pro']);
    expect(pricesToCome(all, all[1]!, '2026-11-21').map(({ id }) => id)).toEqual(['pro next', 'pro later']);
    expect(changeOf(all[1]!, { unitPrice: '1' })).toMatchObject({ tariff: 'pro' });
  });
});
