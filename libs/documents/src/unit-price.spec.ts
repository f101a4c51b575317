import { unitPrice } from './unit-price';

describe('the price of a unit', () => {
  it('is printed when it multiplies back to the amount', () => {
    expect(unitPrice(409_836n, '1')).toBe(409_836n);
    expect(unitPrice(30_000n, '3')).toBe(10_000n);
    expect(unitPrice(5_000n, '0.5')).toBe(10_000n);
  });

  it('is a dash when a kopeck would be lost', () => {
    expect(unitPrice(10_000n, '3')).toBeNull();
  });

  it('is a dash without a quantity that can be counted', () => {
    for (const quantity of [null, undefined, '', '0', '-1', '1,5', 'много'])
      expect(unitPrice(100n, quantity)).toBeNull();
  });
});
