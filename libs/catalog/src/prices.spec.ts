import { localDate } from '@rocket/kernel';
import { catalogError } from './errors';
import { assertNoticeInTime, type OfferTerms } from './offer-terms';
import { assertBoughtAsPackage, assertQuantity, currentPrice, type PriceVersion } from './prices';

const version = (n: number, validFrom: string, unitPrice: string, period = 'P1M'): PriceVersion => ({
  id: `p${n}`,
  period,
  unitPrice,
  minQuantity: 1,
  validFrom: localDate(validFrom),
  version: n,
  tiers: null,
  tierMode: null,
  packSize: null,
  limits: null,
  usagePrices: null,
  isPackage: false,
});

describe('the price of a newcomer', () => {
  const versions = [
    version(1, '2026-01-01', '100'),
    version(2, '2026-06-01', '120'),
    version(3, '2026-06-01', '125'),
    version(4, '2026-01-01', '1000', 'P1Y'),
  ];

  it('is the newest version already valid, and of two of one date the later recorded', () => {
    expect(currentPrice(versions, 'P1M', localDate('2026-05-31'))?.unitPrice).toBe('100');
    expect(currentPrice(versions, 'P1M', localDate('2026-06-01'))?.unitPrice).toBe('125');
    expect(currentPrice(versions, 'P1Y', localDate('2026-06-01'))?.unitPrice).toBe('1000');
  });

  it('does not exist before its first version or for a period that is not sold', () => {
    expect(currentPrice(versions, 'P1M', localDate('2025-12-31'))).toBeNull();
    expect(currentPrice(versions, 'P21D', localDate('2026-06-01'))).toBeNull();
  });
});

describe('a quantity', () => {
  const tiers = [
    { upTo: 10, unitPrice: '5' },
    { upTo: 50, unitPrice: '4' },
  ];
  const buys =
    (quantity: number, last: number | null = 50) =>
    () =>
      assertQuantity({ minQuantity: 3, tiers: [tiers[0]!, { ...tiers[1]!, upTo: last }] }, quantity);

  it('is sold from the minimum of a price to the end of its last tier', () => {
    expect(buys(2)).toThrow('Наименьшее количество — 3');
    expect(buys(3)).not.toThrow();
    expect(buys(50)).not.toThrow();
    expect(buys(51)).toThrow('Наибольшее количество по этой цене — 50');
    expect(buys(51, null)).not.toThrow();
  });
});

describe('the notice of a price change', () => {
  const terms = { priceChangeNotice: { days: 10, channels: ['push'] } } as unknown as OfferTerms;

  it('is in time ten calendar days ahead and too short nine days ahead', () => {
    const today = localDate('2026-11-21');
    expect(() => assertNoticeInTime(terms, today, localDate('2026-12-01'))).not.toThrow();
    expect(() => assertNoticeInTime(terms, today, localDate('2026-11-30'))).toThrow(
      catalogError('notice_too_short', 'По оферте о новой цене предупреждают не позднее чем за 10 дн.'),
    );
  });
});

describe('a package', () => {
  it('is not renewed and follows nothing, with the field named', () => {
    expect(() => assertBoughtAsPackage({ autoRenew: false })).not.toThrow();
    const fieldOf = (path: string) =>
      expect.objectContaining({ errors: [expect.objectContaining({ path })] });
    expect(() => assertBoughtAsPackage({ autoRenew: true })).toThrow(fieldOf('autoRenew'));
    expect(() => assertBoughtAsPackage({ followSeats: true })).toThrow(fieldOf('followSeats'));
  });
});
