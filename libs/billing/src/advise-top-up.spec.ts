import { adviseTopUp } from './advise-top-up';
import { roubles } from './testing/scenario';

describe('the sum that is advised', () => {
  const of = (available: string, next: string, smallest = '0') =>
    adviseTopUp(roubles(available), roubles(next), roubles(smallest));

  it('is nothing when what is there covers the next 30 days', () => {
    expect(of('100', '100')).toBeNull();
    expect(of('100', '0')).toBeNull();
  });

  it('covers what is missing, in whole hundreds and never less', () => {
    expect(of('100', '700')).toBe(roubles('600'));
    expect(of('100', '700.01')).toBe(roubles('700'));
    expect(of('0', '0.01')).toBe(roubles('100'));
  });

  it('is at least the smallest payment of the offer', () => {
    expect(of('0', '690', '5000')).toBe(roubles('5000'));
    expect(of('0', '5001', '5000')).toBe(roubles('5100'));
  });
});
