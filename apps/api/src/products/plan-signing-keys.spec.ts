import { planSigningKeys, signerOf, type SigningTurn } from './plan-signing-keys';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const begin = Date.UTC(2027, 0, 1);
const at = (days: number, hours = 0): Date => new Date(begin + days * DAY + hours * HOUR);
const key = (id: string, from: Date, created = from): SigningTurn => ({
  id,
  createdAt: created,
  signsFrom: from,
});

describe('the turns of keys that sign licences', () => {
  it('the first key signs at once', () => {
    expect(planSigningKeys([], at(0))).toEqual({ make: at(0), retire: [] });
  });

  it('the next one is published a day before it signs, and not made twice', () => {
    const first = key('a', at(0));
    expect(planSigningKeys([first], at(88, 23))).toEqual({ make: null, retire: [] });
    expect(planSigningKeys([first], at(89))).toEqual({ make: at(90), retire: [] });
    const both = [key('b', at(90), at(89)), first];
    expect(planSigningKeys(both, at(89, 1))).toEqual({ make: null, retire: [] });
    expect(signerOf(both, at(89, 23))?.id).toBe('a');
    expect(signerOf(both, at(90))?.id).toBe('b');
  });

  it('looked at late, the next one is still published for a day', () => {
    expect(planSigningKeys([key('a', at(0))], at(120)).make).toEqual(at(121));
  });

  it('an old key leaves when its last licence, the grace and a margin for clocks are over', () => {
    const keys = [key('a', at(0)), key('b', at(90))];
    // An hour of life, a day of grace, an hour of margin.
    expect(planSigningKeys(keys, at(91, 1)).retire).toEqual([]);
    expect(planSigningKeys(keys, at(91, 2)).retire).toEqual(['a']);
  });

  it('a key replaced before its time leaves by when it was replaced', () => {
    const keys = [key('a', at(0)), key('b', at(10)), key('c', at(11))];
    expect(planSigningKeys(keys, at(11, 2)).retire).toEqual(['a']);
    expect(planSigningKeys(keys, at(12, 2)).retire).toEqual(['a', 'b']);
  });

  it('with only a key that waits, one is made that signs now', () => {
    expect(planSigningKeys([key('b', at(5))], at(4)).make).toEqual(at(4));
  });

  it('two of one instant take turns by when they were made', () => {
    expect(signerOf([key('z', at(1), at(0)), key('a', at(1), at(0, 1))], at(2))?.id).toBe('a');
  });
});
