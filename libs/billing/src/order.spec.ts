import { isWholeOrder } from './order';

describe('an order of importance', () => {
  it('names everything that lives once, in any order', () => {
    expect(isWholeOrder(['c', 'a', 'b'], ['a', 'b', 'c'])).toBe(true);
    expect(isWholeOrder([], [])).toBe(true);
  });

  it('is out of date when something was connected or has ended since', () => {
    expect(isWholeOrder(['a', 'b'], ['a', 'b', 'c'])).toBe(false);
    expect(isWholeOrder(['a', 'b', 'c'], ['a', 'b'])).toBe(false);
    expect(isWholeOrder(['a', 'b', 'd'], ['a', 'b', 'c'])).toBe(false);
  });

  it('names nothing twice', () => {
    expect(isWholeOrder(['a', 'a', 'b'], ['a', 'b', 'c'])).toBe(false);
    expect(isWholeOrder(['a', 'a'], ['a'])).toBe(false);
  });
});
