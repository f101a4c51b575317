import { Exact, parsePeriod, printMinor, sum, type Minor } from '@rocket/kernel';
import fc from 'fast-check';
import { prorateExact, tariffDifference, unusedOf, worthLeft, type Unused } from './changes';
import { differenceLeft } from './free-term';
import { priceAt } from './price-changes';
import { costOf } from './pricing';
import { announced, day, roubles } from './testing/scenario';

const price = (unitPrice: string) => ({ priceId: 'p', unitPrice });

describe('the cost of a period', () => {
  it.each([
    ['100', 3, 30000n],
    ['0.005', 1, 1n],
    ['0.004999999', 1, 0n],
    ['0.333333333', 3, 100n],
    ['0.001666667', 3, 1n],
    ['1.005', 1, 101n],
    ['0.000000001', 5_000_000, 1n],
    ['0.000000001', 4_999_999, 0n],
    ['999999999.999999999', 1, 100000000000n],
    ['0', 7, 0n],
  ])('%s a unit for %i units is rounded half up once, at the line', (unitPrice, quantity, kopecks) => {
    expect(costOf(price(unitPrice), quantity)).toBe(kopecks);
  });

  const tiers = [
    { upTo: 10, unitPrice: '100' },
    { upTo: 100, unitPrice: '80.333' },
    { upTo: null, unitPrice: '50' },
  ];

  it.each([
    [1, '100'],
    [10, '1000'],
    [11, '1080.33'],
    [13, '1241.00'],
    [100, '8229.97'],
    [101, '8279.97'],
  ])('with tiers lets each unit cost what its own tier says: %i units', (quantity, amount) => {
    expect(costOf({ ...price('7'), tiers }, quantity)).toBe(roubles(amount));
  });

  it('goes on with the last tier where it has an end', () => {
    expect(costOf({ ...price('7'), tiers: tiers.slice(0, 2) }, 102)).toBe(roubles('8390.64'));
  });

  it.each([
    [1, '60'],
    [10, '150'],
    [11, '175'],
    [100, '620'],
    [101, '1515'],
  ])('with tiers and flat fees adds the fee of each tier that is reached: %i units', (quantity, amount) => {
    const withFees = [
      { upTo: 10, unitPrice: '10', flatFee: '50' },
      { upTo: 100, unitPrice: '5', flatFee: '20' },
      { upTo: null, unitPrice: '15', flatFee: '880' },
    ];
    expect(costOf({ ...price('7'), tiers: withFees }, quantity)).toBe(roubles(amount));
  });

  it.each([
    [1, '5.20'],
    [10, '52.00'],
    [11, '44.00'],
    [50, '200.00'],
    [51, '151.00'],
    [1000, '2049.00'],
  ])(
    'by volume lets every unit cost what the tier of the whole says, a jump down included: %i',
    (quantity, amount) => {
      const byVolume = [
        { upTo: 10, unitPrice: '5.2' },
        { upTo: 50, unitPrice: '4', flatFee: null },
        { upTo: null, unitPrice: '2', flatFee: '49' },
      ];
      expect(costOf({ ...price('7'), tierMode: 'volume', tiers: byVolume }, quantity)).toBe(roubles(amount));
    },
  );

  it.each([
    [1, '90'],
    [99, '90'],
    [100, '90'],
    [101, '180'],
    [1000, '900'],
    [1001, '990'],
  ])('of packs of 100 counts a started pack whole: %i units', (quantity, amount) => {
    expect(costOf({ ...price('90'), packSize: 100 }, quantity)).toBe(roubles(amount));
  });

  it.each([[[]], [null]])('without tiers (%j) is the unit price', (none) => {
    expect(costOf({ ...price('7'), tiers: none }, 3)).toBe(roubles('21'));
  });
});

describe('the price at a boundary', () => {
  const month = parsePeriod('P1M');
  const pinned = price('100');
  const at = (boundary: string, ...changes: Parameters<typeof announced>[]) =>
    priceAt(
      pinned,
      month,
      changes.map((each) => announced(...each)),
      day(boundary),
    ).unitPrice;

  it('is the pinned one until a change takes effect', () => {
    expect(at('2026-06-10')).toBe('100');
    expect(at('2026-06-10', ['150', '2026-06-11'])).toBe('100');
    expect(at('2026-06-10', ['150', '2026-06-10'])).toBe('150');
  });

  it('is the newest of those whose date has come, in whatever order they are listed', () => {
    const changes: Parameters<typeof announced>[] = [
      ['130', '2026-03-01', '2026-01-09T00:00:00Z'],
      ['150', '2026-05-01', '2026-01-01T00:00:00Z'],
      ['170', '2026-09-01', '2026-01-01T00:00:00Z'],
      ['140', '2026-04-01', '2026-01-05T00:00:00Z'],
    ];
    expect(at('2026-06-10', ...changes)).toBe('150');
    expect(at('2026-06-10', ...changes.toReversed())).toBe('150');
  });

  it('is of two for the same date the one announced last', () => {
    const first: Parameters<typeof announced> = ['150', '2026-05-01', '2026-01-01T00:00:00Z'];
    const second: Parameters<typeof announced> = ['140', '2026-05-01', '2026-01-02T00:00:00Z'];
    expect(at('2026-06-10', first, second)).toBe('140');
    expect(at('2026-06-10', second, first)).toBe('140');
  });

  it('is not touched by a change of another period', () => {
    expect(at('2026-06-10', ['1000', '2026-05-01', '2026-01-01T00:00:00Z', 'P1Y'])).toBe('100');
    expect(at('2026-06-10', ['1000', '2026-05-01', '2026-01-01T00:00:00Z', 'P3M'])).toBe('100');
    expect(at('2026-06-10', ['1000', '2026-05-01', '2026-01-01T00:00:00Z', 'P1D'])).toBe('100');
  });
});

describe('a change inside a paid period', () => {
  const prorate = (amount: Minor, unused: Unused): Minor =>
    prorateExact(new Exact(printMinor(amount)), unused);
  const june = { start: day('2026-06-01'), end: day('2026-07-01') };

  it('counts its own day as unused: 16 June leaves 15 days of 30', () => {
    expect(unusedOf(june, day('2026-06-16'))).toEqual({ days: 15, of: 30 });
    expect(prorate(roubles('100'), unusedOf(june, day('2026-06-16')))).toBe(roubles('50'));
  });

  it.each([
    ['on the first day', '2026-06-01', 30],
    ['on the last day', '2026-06-30', 1],
    ['after it', '2026-07-01', 0],
    ['long after it', '2026-08-01', 0],
    ['before it', '2026-05-20', 30],
  ])('%s leaves what is left and never more than the whole', (_name, on, days) => {
    expect(unusedOf(june, day(on))).toEqual({ days, of: 30 });
  });

  it('counts the real days of the period: February is 28', () => {
    const february = { start: day('2026-01-31'), end: day('2026-02-28') };
    expect(prorate(roubles('100'), unusedOf(february, day('2026-02-25')))).toBe(1071n);
  });

  it('of the quantity is rounded once: 33.333333333 for 29 days of 30 is 32.22, up and down', () => {
    const use = {
      span: june,
      period: parsePeriod('P1M'),
      price: { priceId: 'third', unitPrice: '33.333333333' },
      free: null,
    };
    expect(differenceLeft(use, 1, 2, day('2026-06-02'))).toBe(3222n);
    expect(differenceLeft(use, 2, 1, day('2026-06-02'))).toBe(-3222n);
  });

  it('of the tariff or the period is rounded once too: 200.006 less 100.004 for half a month is 50.00, up and down', () => {
    const half = unusedOf(june, day('2026-06-16'));
    const start = { price: price('100.004'), quantity: 1, periodCost: roubles('100') };
    const pro = { price: price('200.006'), quantity: 1, periodCost: roubles('200.01') };
    expect(tariffDifference(start, pro, half)).toBe(roubles('50'));
    expect(tariffDifference(pro, start, half)).toBe(-roubles('50'));
    expect(worthLeft(pro, 0, half)).toBe(roubles('100'));
    expect(worthLeft({ ...pro, quantity: 2, periodCost: roubles('400.01') }, 1, half)).toBe(roubles('100'));
  });

  it('goes by what was posted where no price comes to it: the dearest tariff of an offer that gives nothing back', () => {
    const dearest = { price: price('100.004'), quantity: 1, periodCost: roubles('200.01') };
    const half = unusedOf(june, day('2026-06-16'));
    expect(tariffDifference(dearest, { price: price('300'), quantity: 1 }, half)).toBe(roubles('50'));
  });

  it('counts days lost to an outage of ours on neither side: they were given back behind the period', () => {
    // 5–14 June were lost, so June ends on 10 July: five days were used until the 16th, 25 of 30 are left.
    const prolonged = { start: june.start, end: day('2026-07-11') };
    const lost = [{ start: day('2026-06-05'), end: day('2026-06-15') }];
    expect(unusedOf(prolonged, day('2026-06-16'), lost)).toEqual({ days: 25, of: 30 });
    expect(unusedOf(prolonged, day('2026-06-03'), lost)).toEqual({ days: 28, of: 30 });
    expect(unusedOf(prolonged, day('2026-06-10'), lost)).toEqual({ days: 26, of: 30 });
  });

  it('of no length is worth nothing', () => {
    expect(prorate(roubles('100'), unusedOf({ start: june.start, end: june.start }, june.start))).toBe(0n);
  });

  it('splits a period into a used and an unused part that differ from it by a rounding at most', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 9n), fc.integer({ min: 0, max: 30 }), (whole, offset) => {
        const unused = unusedOf(june, day(`2026-06-${String(Math.min(30, offset + 1)).padStart(2, '0')}`));
        const used = { days: unused.of - unused.days, of: unused.of };
        const parts = sum([prorate(whole, unused), prorate(whole, used)]);
        expect(parts - whole === 0n || parts - whole === 1n).toBe(true);
        expect(prorate(whole, unused) <= whole).toBe(true);
      }),
    );
  });
});
