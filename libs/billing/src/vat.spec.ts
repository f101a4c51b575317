import fc from 'fast-check';
import { day } from './testing/scenario';
import { vatInside, vatRate } from './vat';

describe('the VAT rate', () => {
  it.each([
    ['2018-12-31', 18n],
    ['2019-01-01', 20n],
    ['2025-12-31', 20n],
    ['2026-01-01', 22n],
    ['2026-11-21', 22n],
  ])('of the general regime on %s is %s %%', (date, percent) => {
    expect(vatRate('general', day(date))).toBe(percent);
  });

  it('of the simplified regime and of none does not depend on the date', () => {
    for (const date of ['2018-01-01', '2026-01-01'].map(day)) {
      expect(vatRate('simplified_5', date)).toBe(5n);
      expect(vatRate('simplified_7', date)).toBe(7n);
      expect(vatRate('none', date)).toBeNull();
    }
  });

  it('before the table begins is not guessed', () => {
    expect(() => vatRate('general', day('2003-12-31'))).toThrow(RangeError);
  });
});

describe('the VAT inside a gross amount', () => {
  it.each([
    [12200n, 22n, 2200n],
    [10000n, 22n, 1803n],
    [9999n, 22n, 1803n],
    [100n, 22n, 18n],
    [99900n, 22n, 18015n],
    [123456789n, 22n, 22262700n],
    [10000n, 20n, 1667n],
    [10000n, 7n, 654n],
    [10000n, 5n, 476n],
    [-10000n, 22n, -1803n],
    [0n, 22n, 0n],
  ])('%s kopecks at %s %% is %s', (gross, percent, vat) => {
    expect(vatInside(gross, percent)).toBe(vat);
  });

  it('is nothing without VAT', () => {
    expect(vatInside(12200n, null)).toBe(0n);
  });

  it('is within half a kopeck of the exact share', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 13n), fc.constantFrom(5n, 7n, 18n, 20n, 22n), (gross, r) => {
        const off = 2n * (gross * r - vatInside(gross, r) * (100n + r));
        expect(off <= 100n + r && off >= -(100n + r)).toBe(true);
      }),
    );
  });

  it('is counted per line: thirty lines of 333.33 are not one line of 9999.90', () => {
    expect(30n * vatInside(33333n, 22n)).toBe(180330n);
    expect(vatInside(30n * 33333n, 22n)).toBe(180326n);
  });
});
