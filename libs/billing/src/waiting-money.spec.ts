import { sum } from '@rocket/kernel';
import fc from 'fast-check';
import { day } from './testing/scenario';
import { WAITING_AGES, daysWaited, waitingAge, waitingByAge } from './waiting-money';

describe('money that waits for its owner', () => {
  it('grows older by days, each age beginning where the one before ends', () => {
    expect([0, 3, 4, 10, 11, 30, 31, 90, 91, 4000].map(waitingAge)).toEqual([
      ...['0-3', '0-3', '4-10', '4-10', '11-30', '11-30'],
      ...['31-90', '31-90', '91+', '91+'],
    ]);
    for (const [index, { from }] of WAITING_AGES.entries())
      if (index > 0) expect(from).toBe(WAITING_AGES[index - 1]!.to! + 1);
  });

  it('has waited for no day when the bank dates it ahead', () => {
    expect(daysWaited(day('2026-11-23'), day('2026-11-21'))).toBe(0);
    expect(daysWaited(day('2026-11-18'), day('2026-11-21'))).toBe(3);
  });

  it('is in one age each: what the ages hold is what the receipts hold', () => {
    const receipt = fc.record({ days: fc.nat(400), rest: fc.bigInt(1n, 10n ** 12n) });
    fc.assert(
      fc.property(fc.array(receipt), (receipts) => {
        const ages = waitingByAge(receipts);
        expect(sum(ages.map(({ rest }) => rest))).toBe(sum(receipts.map(({ rest }) => rest)));
        expect(ages.reduce((all, { count }) => all + count, 0)).toBe(receipts.length);
      }),
    );
  });
});
