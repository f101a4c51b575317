import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { correctionTotals, type CorrectionFacts } from './correction-facts';
import { renderCorrectionXml } from './render-correction-xml';
import { CUSTOMER, ENVELOPE, sampleCorrection, SOLE_TRADER } from './sample-documents';

const textOf = (facts: CorrectionFacts): string =>
  iconv.decode(Buffer.from(renderCorrectionXml(facts, ENVELOPE).bytes), 'windows-1251');

const taxless = (): CorrectionFacts => {
  const facts = sampleCorrection(2);
  const without = ({ gross }: { gross: bigint }) => ({ net: gross, vat: 0n, gross });
  const lines = facts.lines.map((line) => ({
    ...line,
    vatRate: null,
    before: without(line.before),
    after: without(line.after),
  }));
  return { ...facts, status: 2, lines, totals: correctionTotals(lines) };
};

describe('an electronic correction', () => {
  it('says what stood, what stands and the difference, at the rate of the corrected UPD', () => {
    const text = textOf(sampleCorrection(2, true));
    for (const part of [
      'Function="КСЧФДИС"',
      '<Invoice Date="30.11.2026" Number="1208"/><Invoice Date="31.10.2026" Number="1190"/>',
      'TaxRate="TwentyTwoPercent" OriginalNumber="1"',
      '<Subtotal OriginalValue="5000.00" CorrectedValue="5122.00"><AmountsInc>122.00</AmountsInc></Subtotal>',
      '<TotalsDec SubtotalWithVatExcluded=',
      'OperationContent="1"',
      'DocumentNumber="6" DocumentDate="19.08.2025"',
      'LastName="Иванов"',
    ])
      expect(text).toContain(part);
  });

  it('keeps 20 per cent for a UPD of 2025 (facts 2.4)', () => {
    const facts = sampleCorrection(1);
    const [line] = facts.lines;
    const at20 = { ...line!, vatRate: '20', before: { net: 500_000n, vat: 100_000n, gross: 600_000n } };
    const lines = [{ ...at20, after: { net: 250_000n, vat: 50_000n, gross: 300_000n } }];
    const text = textOf({ ...facts, lines, totals: correctionTotals(lines) });
    expect(text).toContain('TaxRate="TwentyPercent"');
    expect(text).toContain(
      '<Vat OriginalValue="1000.00" CorrectedValue="500.00"><AmountsDec>500.00</AmountsDec>',
    );
  });

  it('has no tax where there is none', () => {
    const text = textOf(taxless());
    expect(text).toContain('Function="ДИС"');
    expect(text).toContain('<WithoutVat OriginalValue="true" CorrectedValue="true"/>');
    expect(text).not.toContain('<Vat ');
  });

  it('is refused for a rate and a letter that the contract does not have', () => {
    const facts = sampleCorrection(1);
    const odd = { ...facts, lines: [{ ...facts.lines[0]!, vatRate: '21' }] };
    expect(() => renderCorrectionXml(odd, ENVELOPE)).toThrow('no name for the rate «21»');
    const customer = { ...CUSTOMER, name: 'ООО «₽»' };
    expect(() => renderCorrectionXml({ ...facts, customer }, ENVELOPE)).toThrow('windows-1251 has no «₽»');
  });
});

const schema = join(
  __dirname,
  '../../../../shared/data/xsd/diadoc-ON_NKORSCHFDOPPR_UserContract_1_996_03_05_02_01.xsd',
);
const missing = [
  spawnSync('xmllint', ['--version']).error && 'xmllint (Debian: libxml2-utils) is not on PATH',
  !existsSync(schema) && `${schema} is not there`,
].filter(Boolean);
if (missing.length > 0)
  process.stderr.write(`${missing.join('; ')}: a correction is not held against its contract here\n`);
const withSchema = missing.length > 0 ? describe.skip : describe;

withSchema('an electronic correction against the contract of the operator (needs xmllint)', () => {
  const power = { number: '3', issuedOn: ENVELOPE.formedAt.date };
  it.each<[string, CorrectionFacts, object]>([
    ['one line', sampleCorrection(1), {}],
    ['twenty lines, one of them up', sampleCorrection(20, true), {}],
    ['without VAT', taxless(), {}],
    [
      'between sole traders',
      { ...sampleCorrection(1), seller: SOLE_TRADER, customer: SOLE_TRADER },
      {
        customerPerson: { surname: 'Ёлкина', name: 'Щука' },
        sellerPerson: { surname: 'Ёлкина', name: 'Щука' },
      },
    ],
    [
      'signed by a power of attorney',
      sampleCorrection(1),
      { signatory: { ...ENVELOPE.signatory, authorityKind: 5, paperPower: power } },
    ],
  ])('is valid: %s', (_, facts, more) => {
    const { bytes } = renderCorrectionXml(facts, { ...ENVELOPE, ...more });
    const { stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
      input: bytes,
      encoding: 'utf8',
    });
    expect(stderr).toBe('- validates\n');
  });
});
