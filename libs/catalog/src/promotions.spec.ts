import { addDays, localDate, type LocalDate } from '@rocket/kernel';
import fc from 'fast-check';
import { promotionFor, type Promotion, type PromotionPast } from './promotions';

const day = (text: string): LocalDate => localDate(text);
const NOBODY: PromotionPast = { firstConnectedOn: null, lastConnectedOn: null, taken: new Set() };

/** June, thirty days free, for everyone. */
const june = (id: string, more: Partial<Promotion> = {}): Promotion => ({
  id,
  name: `Акция ${id}`,
  opensOn: day('2027-06-01'),
  closesOn: day('2027-06-30'),
  audience: 'everyone',
  mostUnits: null,
  gives: { days: 30 },
  createdAt: new Date('2027-05-01T00:00:00Z'),
  ...more,
});

const given = (
  promotions: readonly Promotion[],
  on: string,
  { freeFrom = on, ...past }: Partial<PromotionPast> & { freeFrom?: string } = {},
): string | null => {
  const days = { on: day(on), freeFrom: day(freeFrom) };
  const term = promotionFor(promotions, days, { ...NOBODY, ...past });
  return term && `${term.promotion.id} ${term.from}..${term.untilOn}`;
};

describe('a promotion (rule 8; first offer, 3.12)', () => {
  it('gives its days to whoever connects within its window, the first and the last day included', () => {
    expect(given([june('a')], '2027-05-31')).toBeNull();
    expect(given([june('a')], '2027-06-01')).toBe('a 2027-06-01..2027-06-30');
    expect(given([june('a')], '2027-06-30')).toBe('a 2027-06-30..2027-07-29');
    expect(given([june('a')], '2027-07-01')).toBeNull();
  });

  it('begins when the trial is over, and gives nothing when the trial outlasts its last day', () => {
    const freeFrom = '2027-06-15';
    expect(given([june('a')], '2027-06-01', { freeFrom })).toBe('a 2027-06-15..2027-07-14');
    const until = (last: string) => [june('a', { gives: { untilOn: day(last) } })];
    expect(given(until('2027-06-15'), '2027-06-01', { freeFrom })).toBe('a 2027-06-15..2027-06-15');
    expect(given(until('2027-06-14'), '2027-06-01', { freeFrom })).toBeNull();
  });

  it('gives an account a product once', () => {
    expect(given([june('a')], '2027-06-10', { taken: new Set(['a']) })).toBeNull();
  });

  it('gives nothing for leaving and coming back on its days; who left before them has come back', () => {
    expect(given([june('a')], '2027-06-10', { lastConnectedOn: day('2027-06-01') })).toBeNull();
    expect(given([june('a')], '2027-06-10', { lastConnectedOn: day('2027-05-31') })).not.toBeNull();
  });

  it('for newcomers is for who had connected nothing before its first day, whatever they connected since', () => {
    const newcomers = [june('a', { audience: 'newcomers' })];
    expect(given(newcomers, '2027-06-10')).not.toBeNull();
    expect(given(newcomers, '2027-06-10', { firstConnectedOn: day('2027-06-01') })).not.toBeNull();
    expect(given(newcomers, '2027-06-10', { firstConnectedOn: day('2027-05-31') })).toBeNull();
  });

  it('of several the one gives whose free days last longest, then with more units, then the older', () => {
    const until = june('until', { gives: { untilOn: day('2027-07-10') } });
    expect(given([until, june('days')], '2027-06-05')).toBe('until 2027-06-05..2027-07-10');
    expect(given([until, june('days')], '2027-06-20')).toBe('days 2027-06-20..2027-07-19');
    expect(given([june('three', { mostUnits: 3 }), june('all')], '2027-06-05')).toMatch(/^all /);
    expect(given([june('two', { mostUnits: 2 }), june('three', { mostUnits: 3 })], '2027-06-05')).toMatch(
      /^three /,
    );
    const older = june('z-older', { createdAt: new Date('2027-04-01T00:00:00Z') });
    expect(given([june('a'), older], '2027-06-05')).toMatch(/^z-older /);
  });
});

describe('whatever promotions there are and however an account comes and goes', () => {
  const FIRST = day('2027-01-01');
  const at = (n: number): LocalDate => addDays(FIRST, n);
  const rules = fc.array(
    fc.record({
      opens: fc.nat(40),
      length: fc.nat(20),
      audience: fc.constantFrom('everyone' as const, 'newcomers' as const),
      mostUnits: fc.option(fc.integer({ min: 1, max: 5 })),
      days: fc.option(fc.integer({ min: 1, max: 30 })),
      longer: fc.nat(30),
    }),
    { maxLength: 4 },
  );
  /** Each connects after so many days, with a trial of so many, and stays for so many. */
  const visits = fc.array(fc.record({ away: fc.nat(12), trial: fc.nat(14), stays: fc.nat(12) }), {
    maxLength: 8,
  });
  const toPromotions = (wished: typeof rules extends fc.Arbitrary<infer T> ? T : never): Promotion[] =>
    wished.map(({ opens, length, audience, mostUnits, days, longer }, index) => ({
      id: `p${index}`,
      name: `p${index}`,
      opensOn: at(opens),
      closesOn: at(opens + length),
      audience,
      mostUnits,
      gives: days === null ? { untilOn: at(opens + length + longer) } : { days },
      createdAt: new Date(index),
    }));

  it('a promotion gives a product once, one at a time, only to who connects in its window, in any order of writing', () => {
    fc.assert(
      fc.property(rules, visits, (wished, stays) => {
        const promotions = toPromotions(wished);
        const taken: string[] = [];
        let past = NOBODY;
        let now = 0;
        for (const { away, trial, stays: length } of stays) {
          now += away + 1;
          const days = { on: at(now), freeFrom: at(now + trial) };
          const term = promotionFor(promotions, days, past);
          expect(promotionFor([...promotions].reverse(), days, past)).toEqual(term);
          if (term) {
            const { promotion, from, untilOn } = term;
            expect([promotion.opensOn <= days.on, days.on <= promotion.closesOn]).toEqual([true, true]);
            expect([from, untilOn >= from]).toEqual([days.freeFrom, true]);
            expect(past.lastConnectedOn === null || past.lastConnectedOn < promotion.opensOn).toBe(true);
            taken.push(promotion.id);
          }
          now += length;
          past = {
            firstConnectedOn: past.firstConnectedOn ?? days.on,
            lastConnectedOn: at(now),
            taken: new Set(taken),
          };
        }
        expect(new Set(taken).size).toBe(taken.length);
      }),
    );
  });
});
