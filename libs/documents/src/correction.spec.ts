import { localDate, sum, type LocalDate } from '@rocket/kernel';
import fc from 'fast-check';
import { rowsOfLine, spanningTexts } from './correction-columns';
import {
  assertCorrectionAddsUp,
  changesOfLine,
  correctionTotals,
  type CorrectionFacts,
  type CorrectionLine,
} from './correction-facts';
import { sampleCorrection } from './sample-documents';

const facts = sampleCorrection(2);
const [first, second] = facts.lines as [CorrectionLine, CorrectionLine];
const zero = { net: 0n, vat: 0n, gross: 0n };
const withLine = (wrong: Partial<CorrectionLine>): CorrectionFacts => {
  const lines = [{ ...first, ...wrong }, second];
  return { ...facts, lines, totals: correctionTotals(lines) };
};

describe('a correction document', () => {
  it('is drawn when its lines make its totals', () => {
    expect(() => assertCorrectionAddsUp(sampleCorrection(7, true))).not.toThrow();
  });

  it.each<[string, CorrectionFacts]>([
    ['line 1: before, net', withLine({ before: { ...first.before, vat: 1n } })],
    ['line 1: after, net', withLine({ after: { ...first.after, gross: 1n } })],
    ['takes away more than there was', withLine({ after: { net: -1n, vat: 0n, gross: -1n } })],
    ['before is negative', withLine({ before: { net: -1n, vat: 0n, gross: -1n } })],
    ['before, it has VAT without a rate', withLine({ vatRate: null })],
    ['line 1 changes nothing', withLine({ after: first.before })],
    ['line 1 has no name', withLine({ name: ' ' })],
    ['longer than 2000', withLine({ name: 'я'.repeat(2001) })],
    ['a line belongs to UPD 77, which it does not name', withLine({ originalNumber: '77' })],
    ['no line belongs to UPD 1208', withLine({ originalNumber: '1190' })],
    ['a corrected document twice', { ...facts, original: [...facts.original, facts.original[0]!] }],
    [
      'decrease of gross of its lines makes 762344',
      { ...facts, totals: { ...facts.totals, decrease: { ...facts.totals.decrease, gross: 762_345n } } },
    ],
    ['increase of vat', { ...facts, totals: { ...facts.totals, increase: { ...zero, vat: 1n } } }],
    ['no lines', { ...facts, lines: [], original: [], totals: { increase: zero, decrease: zero } }],
    ['no number', { ...facts, number: '' }],
  ])('is refused: %s', (why, wrong) => {
    expect(() => assertCorrectionAddsUp(wrong)).toThrow(why);
  });

  it('tells UPDs of two years with one number apart by their dates', () => {
    const twins = ['2026-12-01', '2025-12-01'].map((date) => ({ number: '5', date: localDate(date) }));
    const of = (date: LocalDate | null) => ({
      ...facts,
      original: twins,
      lines: facts.lines.map((line, index) => ({
        ...line,
        originalNumber: '5',
        originalIssuedOn: date && twins[index]!.date,
      })),
    });
    const dated = of(twins[0]!.date);
    expect(() => assertCorrectionAddsUp(dated)).not.toThrow();
    expect(spanningTexts(dated, dated.lines[1]!, 1)[2]).toContain('(УПД №\u00a05 от\u00a001.12.2025)');
    expect(() => assertCorrectionAddsUp(of(null))).toThrow('does not say which UPD 5');
  });

  it('counts each column by itself where the last kopeck of VAT moves against the cost', () => {
    const line = {
      ...first,
      before: { net: 8_197n, vat: 1_807n, gross: 10_004n },
      after: { net: 8_199n, vat: 1_804n, gross: 10_003n },
    };
    expect(changesOfLine(line)).toEqual({
      increase: { net: 2n, vat: 0n, gross: 0n },
      decrease: { net: 0n, vat: 3n, gross: 1n },
    });
  });

  it('always leads from what was, by what went up and down, to what became', () => {
    const amounts = fc
      .tuple(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 11n))
      .map(([net, vat]) => ({ net, vat, gross: net + vat }));
    fc.assert(
      fc.property(fc.array(fc.tuple(amounts, amounts), { minLength: 1, maxLength: 8 }), (pairs) => {
        const lines = pairs.map(([before, after]) => ({ ...first, before, after }));
        const { increase, decrease } = correctionTotals(lines);
        for (const part of ['net', 'vat', 'gross'] as const)
          expect(sum(lines.map(({ before }) => before[part])) + increase[part] - decrease[part]).toBe(
            sum(lines.map(({ after }) => after[part])),
          );
      }),
    );
  });

  it('says «без НДС» in a tax invoice and nothing of tax in a bare agreement', () => {
    const line = { ...first, vatRate: null, before: { net: 500n, vat: 0n, gross: 500n }, after: zero };
    expect(rowsOfLine(1, line)[0]!.slice(7, 10)).toEqual(['без акциза', 'без НДС', 'без НДС']);
    expect(rowsOfLine(2, line)[0]!.slice(7, 10)).toEqual(['–', '–', '–']);
    expect(rowsOfLine(1, line).map((row) => row[10])).toEqual(['5,00', '0,00', '–', '5,00']);
  });
});
