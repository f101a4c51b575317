import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localDate } from '@rocket/kernel';
import iconv from 'iconv-lite';
import readXlsxFile from 'read-excel-file/node';
import type { ReconciliationFacts } from './reconciliation-facts';
import { balanceInWords, reconciliationXlsx, renderReconciliation } from './render-reconciliation';
import { renderReconciliationXml } from './render-reconciliation-xml';
import { ENVELOPE, sampleReconciliation, SOLE_TRADER } from './sample-documents';

const hasExtractor = !spawnSync('pdftotext', ['-v']).error;
if (!hasExtractor)
  process.stderr.write('pdftotext is not on PATH: words of reconciliations are not checked here\n');
const withExtractor = hasExtractor ? it : it.skip;

describe('an act of reconciliation (facts 9.1)', () => {
  withExtractor('says what stood, what moved and what stands, on both pages of many lines', async () => {
    const pdf = await renderReconciliation(sampleReconciliation(30));
    const text = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).stdout;
    const flat = text.replace(/\s+/g, ' ');
    for (const part of [
      'с 01.07.2026 по 30.09.2026',
      'По данным ООО «Рокет Софт», руб. По данным ООО «Северный ветер», руб.',
      'Сальдо начальное 500,00',
      'Обороты за период 153 000,00 183 000,00',
      'Сальдо конечное 30 500,00',
      'на 30.09.2026 задолженность в пользу ООО «Северный ветер» 30 500,00 руб. (Тридцать тысяч пятьсот рублей 00 копеек)',
      'остаток на конец 30.09.2026 — 30 499,99 руб.',
      'ещё не оформлено закрывающими документами: 0,01 руб.',
    ])
      expect(flat).toContain(part);
    expect(flat).not.toContain('..');
    expect(text.split('\f').filter(Boolean).length).toBeGreaterThan(1);
    for (let line = 1; line <= 30; line += 1)
      expect(flat.split(`(УПД № ${line} от`).length + flat.split(`(УПД № ${line} `).length).toBeGreaterThan(
        2,
      );
  });

  it('names the side that is owed, or nobody', () => {
    const facts = sampleReconciliation();
    expect(balanceInWords({ ...facts, closing: 0n })).toContain('задолженность отсутствует');
    expect(balanceInWords({ ...facts, closing: -100n })).toContain('в пользу ООО «Рокет Софт» 1,00 руб.');
  });

  it('is a workbook whose numbers are numbers', async () => {
    const bytes = await reconciliationXlsx(sampleReconciliation());
    const sheets = await readXlsxFile(Buffer.from(bytes));
    const rows = JSON.stringify(sheets);
    expect(rows).toContain('Сальдо конечное');
    expect(rows).toContain('2500');
  });

  it.each<[string, Partial<ReconciliationFacts>]>([
    ['is not the closing balance', { closing: 1n }],
    ['personal account', { ledger: { opening: 0n, in: 1n, out: 0n, closing: 0n } }],
    ['is not of its days', { from: localDate('2026-08-01') }],
  ])('is refused when it does not add up: %s', async (why, change) => {
    await expect(renderReconciliation({ ...sampleReconciliation(), ...change })).rejects.toThrow(why);
  });

  it('is a file named as its identifier says, with each operation once', () => {
    const { fileName, bytes } = renderReconciliationXml(sampleReconciliation(2), ENVELOPE);
    const text = iconv.decode(Buffer.from(bytes), 'windows-1251');
    expect(fileName).toMatch(/^ON_AKTSVEROTP_2BM-7707083893-/);
    expect(text).toContain(`ИдФайл="${fileName.slice(0, -4)}"`);
    expect(text).toContain('ВрИнфОтпр="23:59:00"');
    expect(text.match(/<СвОпер /g)).toHaveLength(4);
    expect(text).toContain('СальдоКонДеб="0.00" СальдоКонКр="2500.00"');
  });

  it('has no file without the state number of a side', () => {
    const facts = sampleReconciliation();
    expect(() =>
      renderReconciliationXml({ ...facts, customer: { ...facts.customer, ogrn: null } }, ENVELOPE),
    ).toThrow('СвПол: ОГРН is missing');
  });

  const schema = join(__dirname, '../../../../shared/data/xsd/ON_AKTSVEROTP_1_972_01_05_01_01.xsd');
  const canCheck = !spawnSync('xmllint', ['--version']).error && existsSync(schema);
  if (!canCheck)
    process.stderr.write('xmllint or the schema of ON_AKTSVEROTP is missing: not checked here\n');
  (canCheck ? it : it.skip).each<[string, Partial<ReconciliationFacts>, object]>([
    ['payments and deliveries', {}, {}],
    [
      'no operation',
      { lines: [], closing: 50_000n, ledger: { opening: 50_000n, in: 0n, out: 0n, closing: 50_000n } },
      {},
    ],
    ['the customer owes', { opening: -850_000n, closing: -650_000n }, {}],
    ['a sole trader', { customer: SOLE_TRADER }, { customerPerson: { surname: 'Ёлкина', name: 'Щука' } }],
    [
      'a power of attorney',
      {},
      {
        signatory: {
          ...ENVELOPE.signatory,
          authorityKind: 5,
          paperPower: { number: '3', issuedOn: localDate('2026-09-01') },
        },
      },
    ],
  ])('is valid against the schema of the state: %s (needs xmllint)', (_, change, more) => {
    const sample = sampleReconciliation();
    const facts = { ...sample, ...change };
    const { bytes } = renderReconciliationXml(facts, { ...ENVELOPE, ...more });
    const args = ['--noout', '--nonet', '--schema', schema, '-'];
    expect(spawnSync('xmllint', args, { input: bytes, encoding: 'utf8' }).stderr).toBe('- validates\n');
  });
});
