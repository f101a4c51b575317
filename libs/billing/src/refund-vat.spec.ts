import { taxByRate, taxedRest, type TaxedMoney } from './refund-vat';

const at22: TaxedMoney = { rate: '22', gross: 610_000n, vat: 110_000n };
const at20: TaxedMoney = { rate: '20', gross: 600_000n, vat: 100_000n };
const untaxed: TaxedMoney = { rate: null, gross: 500n, vat: 0n };

describe('the tax of money that goes back', () => {
  it('is told rate by rate, at what the money was received under', () => {
    expect(taxByRate([at22, at20, { rate: '22', gross: 122n, vat: 22n }, untaxed])).toEqual([
      { rate: '22', vat: 110_022n },
      { rate: '20', vat: 100_000n },
    ]);
    expect(taxByRate([untaxed])).toEqual([]);
  });

  it('falls by what cards have had at the rates of their receipts, and then of the first', () => {
    expect(taxedRest([at22, at20], [])).toEqual([at22, at20]);
    expect(taxedRest([at22, at20], [{ amount: 600_000n, rate: '20' }])).toEqual([at22]);
    expect(taxedRest([at22, at20], [{ amount: 300_000n, rate: '20' }])).toEqual([
      at22,
      { rate: '20', gross: 300_000n, vat: 50_000n },
    ]);
    // A card had more at that rate than the documents say: the rest is of the first.
    expect(taxedRest([at22, at20], [{ amount: 1_210_000n - 122n, rate: '20' }])).toEqual([
      { rate: '22', gross: 122n, vat: 22n },
    ]);
    expect(taxedRest([at22, at20], [{ amount: 610_000n, rate: undefined }])).toEqual([at20]);
    expect(taxedRest([at22], [{ amount: 610_000n, rate: null }])).toEqual([]);
  });
});
