import fc from 'fast-check';
import { giveBackUnits, giveBackWorth, withoutCredit, withoutEntry, type ChargedLine } from './charged-lines';

const line = (no: number, from: number, to: number, paid: bigint, more: Partial<ChargedLine> = {}) => ({
  no,
  entryId: `entry ${no}`,
  from,
  to,
  paid,
  fromCredit: 0n,
  given: 0n,
  ...more,
});

it('a raise that was reversed gives nothing back, the units under it do (money-rules, Time)', () => {
  const { line: reversed } = withoutEntry(line(1, 1, 3, 200n), 200n);
  const worthAbove = (quantity: number) => BigInt(3 - quantity) * 100n;
  expect(giveBackUnits([line(0, 0, 1, 100n), reversed], 1, worthAbove).amount).toBe(0n);
  expect(giveBackUnits([line(0, 0, 1, 100n), reversed], 0, worthAbove).amount).toBe(100n);
});

it('what was credited of a line goes with its entry, beyond what a credit had paid of it', () => {
  const { line: after, excess } = withoutEntry(line(0, 0, 1, 100n, { fromCredit: 30n, given: 50n }), 70n);
  expect([after.paid, after.given, excess]).toEqual([30n, 30n, 20n]);
});

it('more units that cost less give back no more than was paid', () => {
  const lines = [line(0, 0, 9, 90n), line(1, 9, 10, 10n)];
  expect(giveBackWorth(lines, 20n)).toEqual({
    amount: 20n,
    lines: [line(1, 9, 10, 10n, { given: 10n }), line(0, 0, 9, 90n, { given: 10n })],
  });
});

it('what a lost credit paid is not given back once more, and money beside it is', () => {
  const lines = [line(0, 0, 1, 100n, { fromCredit: 60n }), line(1, 1, 2, 100n, { fromCredit: 10n })];
  const after = withoutCredit(lines, 40n);
  expect(after.map(({ no, paid }) => [no, paid])).toEqual([
    [1, 90n],
    [0, 70n],
  ]);
});

const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ raise: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ lower: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ reverse: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 10 }) }) },
);

/** Every unit as a coin of its own: what it cost, who charged it, and whether that stands. */
interface Coin {
  readonly paid: bigint;
  readonly charge: number;
}

it('over any sequence each unit gives back what is left of what was paid for it and stands, as a model of single units says', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1000n }), fc.array(act, { maxLength: 30 }), (unit, acts) => {
      const PERIOD = 30n;
      let left = PERIOD;
      const worth = (units: number): bigint => BigInt(units) * unit * left;
      let lines: readonly ChargedLine[] = [line(0, 0, 1, worth(1))];
      const coins: Coin[] = [{ paid: worth(1), charge: 0 }];
      const reversed = new Set<number>();
      const givenOf = new Map<number, bigint>();
      for (const each of acts) {
        if ('pass' in each) left = left > BigInt(each.pass) ? left - BigInt(each.pass) : 0n;
        if ('raise' in each) {
          const no = lines.length;
          lines = [...lines, line(no, coins.length, coins.length + each.raise, worth(each.raise))];
          for (let nth = 0; nth < each.raise; nth += 1) coins.push({ paid: worth(1), charge: no });
        }
        if ('lower' in each) {
          const to = Math.max(1, coins.length - each.lower);
          const dropped = coins.splice(to);
          const quantity = to + dropped.length;
          const back = giveBackUnits(lines, to, (kept) => worth(quantity - kept));
          let naive = 0n;
          for (const { charge } of dropped) {
            if (reversed.has(charge)) continue;
            naive += worth(1);
            givenOf.set(charge, (givenOf.get(charge) ?? 0n) + worth(1));
          }
          expect(back.amount).toBe(naive);
          lines = back.lines;
        }
        if ('reverse' in each) {
          const no = each.reverse % lines.length;
          if (reversed.has(no)) continue;
          const one = lines.find((known) => known.no === no)!;
          const { line: after, excess } = withoutEntry(one, one.paid);
          expect(excess).toBe(givenOf.get(no) ?? 0n);
          givenOf.delete(no);
          reversed.add(no);
          lines = lines.map((known) => (known.no === no ? after : known));
        }
        for (const { given, paid, no } of lines) {
          expect(given <= paid).toBe(true);
          expect(given).toBe(givenOf.get(no) ?? 0n);
        }
      }
    }),
    { numRuns: 300 },
  );
});

describe('a surcharge for a dearer tariff', () => {
  it('gives back beside what the period under it gives, and neither more than it was paid', () => {
    const lines = [line(0, 0, 2, 200n), line(1, 0, 2, 20n)];
    const worthAbove = (quantity: number) => BigInt(2 - quantity) * 110n;
    const one = giveBackUnits(lines, 1, worthAbove);
    expect([one.amount, one.lines.map(({ given }) => given)]).toEqual([110n, [20n, 90n]]);
    expect(giveBackUnits(lines, 0, worthAbove).amount).toBe(220n);
    const dear = [line(0, 0, 2, 20n), line(1, 0, 2, 200n)];
    expect(giveBackUnits(dear, 0, worthAbove).amount).toBe(220n);
  });

  it('and raises after it give back what is worth something, once, and never more than was paid', () => {
    const sums = fc.bigInt({ min: 0n, max: 500n });
    fc.assert(
      fc.property(sums, sums, sums, sums, fc.nat(3), (whole, dearer, raise, price, to) => {
        const lines = [line(0, 0, 2, whole), line(1, 0, 2, dearer), line(2, 2, 3, raise)];
        const worthAbove = (quantity: number) => BigInt(3 - quantity) * price;
        const { amount, lines: after } = giveBackUnits(lines, to, worthAbove);
        expect(amount).toBeLessThanOrEqual(worthAbove(to));
        for (const each of after) expect(each.given).toBeLessThanOrEqual(each.paid);
        expect(after.reduce((total, { given }) => total + given, 0n)).toBe(amount);
        const isPaidWell = whole >= 2n * price && raise >= price;
        if (isPaidWell) expect(amount).toBe(worthAbove(to));
      }),
    );
  });
});
