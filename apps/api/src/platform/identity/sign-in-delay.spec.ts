import { delayAfter, failuresNow, networkOf } from './sign-in-delay';

const seconds = (countedBy: 'account' | 'address', failures: readonly number[]): number[] =>
  failures.map((count) => delayAfter(countedBy, count) / 1000);

describe('the wait after a wrong password', () => {
  it('is none for three mistakes with an e-mail, then doubles from a second to a quarter of an hour', () => {
    expect(seconds('account', [0, 1, 2, 3])).toEqual([0, 0, 0, 0]);
    expect(seconds('account', [4, 5, 6, 7, 8, 9, 10, 11, 12, 13])).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512,
    ]);
    expect(seconds('account', [14, 15, 40, 5_000])).toEqual([900, 900, 900, 900]);
  });

  it('begins later for an address: an office has one', () => {
    expect(seconds('address', [20, 21, 22, 30, 31, 1_000_000])).toEqual([0, 1, 2, 512, 900, 900]);
  });

  it('is forgotten after an hour without a mistake', () => {
    const noon = new Date('2026-11-21T12:00:00Z');
    expect(failuresNow(12, new Date('2026-11-21T11:00:00Z'), noon)).toBe(13);
    expect(failuresNow(12, new Date('2026-11-21T10:59:59.999Z'), noon)).toBe(1);
  });
});

describe('an address is counted', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s as %s', (address, network) => expect(networkOf(address)).toBe(network));
});
