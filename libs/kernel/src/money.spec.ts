import fc from 'fast-check';
import { Exact, roundToMinor } from './exact';
import { allocate, parseMinor, printMinor, proportion, sum } from './money';

describe('an amount of money', () => {
  it.each(['5', '5.0', '5,00', '5.000', '1e3', ' 5.00', '--5.00', ''])('is not read from %j', (text) => {
    expect(() => parseMinor(text)).toThrow(RangeError);
  });

  it('survives being printed and read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (n) => parseMinor(printMinor(n)) === n),
    );
  });

  it.each([
    ['1.005', 101n],
    ['2.675', 268n],
    ['0.004999999', 0n],
    ['-1.005', -101n],
  ])('%s roubles are rounded half up once', (text, kopecks) => {
    expect(roundToMinor(new Exact(text))).toBe(kopecks);
  });

  it('takes a share half up', () => {
    expect(proportion(10000n, 15n, 30n)).toBe(5000n);
    expect(proportion(100n, 1n, 3n)).toBe(33n);
    expect(proportion(1n, 1n, 2n)).toBe(1n);
  });

  it('splits to the kopeck: largest remainder first, ties to the earlier line', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(5n, [3n, 7n])).toEqual([2n, 3n]);
    expect(allocate(10n, [1n, 6n, 2n])).toEqual([1n, 7n, 2n]);
  });

  it('never loses or invents a kopeck when it is split', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, (total, parts) => {
        fc.pre(parts.some((part) => part > 0n));
        const split = allocate(total, parts);
        expect(sum(split)).toBe(total);
        split.forEach((part, index) => {
          const exact = (total * parts[index]!) / sum(parts);
          expect(part === exact || part === exact + 1n).toBe(true);
        });
      }),
    );
  });
});
