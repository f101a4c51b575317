import { localDate } from '@rocket/kernel';
import fc from 'fast-check';
import { advanceMovements, unusedAdvances, type AccountAdvances } from './advance-movements';

const day = (nth: number) => localDate(`2027-01-${String(nth).padStart(2, '0')}`);
const NOTHING: AccountAdvances = { credited: [], offsets: [], corrections: [], refunds: [] };
const credited = (id: string, on: number, amount: bigint, takenBackOn: number | null = null) => ({
  ...{ id, on: day(on), amount },
  takenBackOn: takenBackOn === null ? null : day(takenBackOn),
});
const told = (advances: Partial<AccountAdvances>, from: number, to: number): string[] =>
  advanceMovements({ ...NOTHING, ...advances }, { from: day(from), to: day(to) }).map(
    ({ id, opening, received, offset, returned, closing, papers }) =>
      `${id}: ${opening} + ${received} - ${offset} - ${returned} = ${closing}${papers.map((one) => ` ${one}`).join('')}`,
  );

describe('movements of advances', () => {
  it('are settled by the papers that name them, and by the oldest first where none is named', () => {
    const advances = {
      credited: [credited('a', 1, 100n), credited('b', 5, 50n)],
      offsets: [
        { on: day(10), advanceId: 'b', paper: 'УПД 1', amount: 20n },
        { on: day(20), advanceId: null, paper: 'акт 1', amount: 110n },
      ],
    };
    expect(told(advances, 1, 9)).toEqual(['a: 0 + 100 - 0 - 0 = 100', 'b: 0 + 50 - 0 - 0 = 50']);
    expect(told(advances, 10, 31)).toEqual([
      'a: 100 + 0 - 100 - 0 = 0 акт 1',
      'b: 50 + 0 - 30 - 0 = 20 УПД 1 акт 1',
    ]);
  });

  it('are free again by what a correction takes from their paper, and then go back to the customer', () => {
    const advances = {
      credited: [credited('a', 1, 100n)],
      offsets: [{ on: day(1), advanceId: 'a', paper: 'УПД 1', amount: 100n }],
      corrections: [{ on: day(20), paper: 'УПД 1', amount: 40n }],
      refunds: [{ on: day(21), amount: 40n }],
    };
    expect(told(advances, 20, 20)).toEqual(['a: 0 + 0 - -40 - 0 = 40 УПД 1']);
    expect(told(advances, 21, 31)).toEqual(['a: 40 + 0 - 0 - 40 = 0 УПД 1']);
    expect(told(advances, 1, 31)).toEqual(['a: 0 + 100 - 60 - 40 = 0 УПД 1']);
  });

  it('go back newest first, and whole when they were another’s', () => {
    const advances = {
      credited: [credited('a', 1, 100n), credited('b', 2, 30n), credited('c', 3, 7n, 9)],
      refunds: [{ on: day(10), amount: 50n }],
    };
    expect(told(advances, 1, 31)).toEqual([
      'a: 0 + 100 - 0 - 20 = 80',
      'b: 0 + 30 - 0 - 30 = 0',
      'c: 0 + 7 - 0 - 7 = 0',
    ]);
  });

  it('go back to the card they came by, whatever came later', () => {
    const advances = {
      credited: [credited('card', 1, 100n), credited('bank', 2, 30n)],
      refunds: [
        { on: day(10), amount: 60n, advanceId: 'card' },
        { on: day(11), amount: 50n, advanceId: 'card' },
      ],
    };
    expect(told(advances, 10, 10)).toEqual(['card: 100 + 0 - 0 - 60 = 40', 'bank: 30 + 0 - 0 - 0 = 30']);
    expect(told(advances, 11, 31)).toEqual(['card: 40 + 0 - 0 - 40 = 0', 'bank: 30 + 0 - 0 - 10 = 20']);
  });

  it('say which of them unused money is of: the newest, and nothing beyond what there is', () => {
    const advances = {
      ...NOTHING,
      credited: [credited('a', 1, 100n), credited('b', 5, 50n)],
      offsets: [{ on: day(10), advanceId: null, paper: 'УПД 1', amount: 40n }],
    };
    expect(unusedAdvances(advances, day(20), 70n)).toEqual([
      { id: 'b', amount: 50n },
      { id: 'a', amount: 20n },
    ]);
    expect(unusedAdvances(advances, day(20), 500n)).toEqual([
      { id: 'b', amount: 50n },
      { id: 'a', amount: 60n },
    ]);
  });

  it('wait for money that is given anew after its paper was drawn up', () => {
    const advances = {
      credited: [credited('a', 15, 100n)],
      offsets: [{ on: day(10), advanceId: 'a', paper: 'УПД 1', amount: 100n }],
    };
    expect(told(advances, 11, 31)).toEqual(['a: 0 + 100 - 100 - 0 = 0 УПД 1']);
  });

  it('close as the next period opens, and every row adds up, whatever happens', () => {
    const amount = fc.bigInt({ min: 1n, max: 1000n });
    const on = fc.integer({ min: 1, max: 28 }).map(day);
    const id = fc.constantFrom('a', 'b', 'c');
    const history = fc.record({
      credited: fc.uniqueArray(
        fc.record({ id, on, amount, takenBackOn: fc.option(on) }).map((one) => ({
          ...one,
          takenBackOn: one.takenBackOn !== null && one.takenBackOn < one.on ? null : one.takenBackOn,
        })),
        { selector: (one) => one.id },
      ),
      offsets: fc.array(
        fc.record({ on, amount, advanceId: fc.option(id), paper: fc.constantFrom('x', 'y') }),
      ),
      corrections: fc.array(fc.record({ on, amount, paper: fc.constantFrom('x', 'y') })),
      refunds: fc.array(fc.record({ on, amount })),
    });
    fc.assert(
      fc.property(history, fc.integer({ min: 2, max: 27 }), (advances, middle) => {
        const first = advanceMovements(advances, { from: day(1), to: day(middle) });
        const rest = advanceMovements(advances, { from: day(middle + 1), to: day(28) });
        for (const { opening, received, offset, returned, closing } of [...first, ...rest]) {
          expect(opening + received).toBe(offset + returned + closing);
          expect(closing >= 0n && returned >= 0n).toBe(true);
        }
        const closed = new Map(first.map((row) => [row.id, row.closing]));
        for (const row of rest) expect(row.opening).toBe(closed.get(row.id) ?? 0n);
      }),
    );
  });
});
