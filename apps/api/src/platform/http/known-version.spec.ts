import { isKnownVersion } from './known-version';

describe('what a caller has already', () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", W/"a"', true],
    ['"b","a"', true],
    ['*', true],
    ['"b"', false],
    ['a', false],
    ['', false],
    [undefined, false],
  ])('%s is “a”: %s', (sent, isKnown) => {
    expect(isKnownVersion(sent, '"a"')).toBe(isKnown);
  });
});
