import { sum } from '@rocket/kernel';
import fc from 'fast-check';
import { settleAdvances, type Advance } from './advances';

const advance = (id: string, gross: bigint, vat: bigint): Advance => ({
  ...{ id, gross, vat },
  usedGross: 0n,
  usedVat: 0n,
});

describe('advances used up by a delivery', () => {
  it('are the oldest first, the last one in part', () => {
    const uses = settleAdvances([advance('a', 12_200n, 2_200n), advance('b', 6_100n, 1_100n)], 15_250n);
    expect(uses.map(({ advance: { id }, gross, vat }) => [id, gross, vat])).toEqual([
      ['a', 12_200n, 2_200n],
      ['b', 3_050n, 550n],
    ]);
  });

  it('are none when nothing is left of them', () => {
    expect(settleAdvances([{ ...advance('a', 100n, 18n), usedGross: 100n, usedVat: 18n }], 50n)).toEqual([]);
  });

  it('make the whole tax of an advance whatever parts they are used in', () => {
    const parts = fc.array(fc.bigInt(1n, 5_000n), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.bigInt(1n, 20_000n), parts, (gross, deliveries) => {
        let state = advance('a', gross, (gross * 22n) / 122n);
        const used: { gross: bigint; vat: bigint }[] = [];
        for (const delivered of [...deliveries, gross]) {
          const [use] = settleAdvances([state], delivered);
          if (!use) continue;
          used.push(use);
          expect(use.vat).toBeGreaterThanOrEqual(0n);
          state = {
            ...state,
            usedGross: state.usedGross + use.gross,
            usedVat: state.usedVat + use.vat,
          };
        }
        expect(sum(used.map((use) => use.gross))).toBe(gross);
        expect(sum(used.map((use) => use.vat))).toBe(state.vat);
      }),
    );
  });
});
