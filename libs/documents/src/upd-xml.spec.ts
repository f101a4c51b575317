import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localDate, sum } from '@rocket/kernel';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { renderUpdXml } from './render-upd-xml';
import { CUSTOMER, ENVELOPE, sampleUpd, SELLER, SOLE_TRADER } from './sample-documents';
import type { UpdFacts } from './upd-facts';
import type { UpdXmlEnvelope } from './upd-xml-envelope';

const facts = sampleUpd();
const textOf = (bytes: Uint8Array): string => iconv.decode(Buffer.from(bytes), 'windows-1251');
const xmlOf = (changes: Partial<UpdFacts> = {}, more: Partial<UpdXmlEnvelope> = {}): string =>
  textOf(renderUpdXml({ ...facts, ...changes }, { ...ENVELOPE, ...more }).bytes);

const taxless: Partial<UpdFacts> = {
  status: 2,
  lines: facts.lines.map((line) => ({ ...line, vatRate: null, vat: 0n, net: line.gross })),
  totals: { net: facts.totals.gross, vat: 0n, gross: facts.totals.gross },
};
const person = { surname: 'Ёлкина', name: 'Щука', patronymic: 'Эъюшевна' };
const bareLines = facts.lines.map((line) => ({ ...line, unitCode: null, unit: null, quantity: null }));

/** Every kind of UPD we send. */
const KINDS: [string, Partial<UpdFacts>, Partial<UpdXmlEnvelope>][] = [
  ['a month of one service', {}, {}],
  ['forty services', { ...sampleUpd(40) }, {}],
  ['a service without a unit', { lines: bareLines }, {}],
  ['a document without VAT', taxless, {}],
  ['a tax invoice of a line without VAT', { ...taxless, status: 1 }, {}],
  [
    'sole traders on both sides',
    { seller: SOLE_TRADER, customer: SOLE_TRADER },
    { sellerPerson: person, customerPerson: person },
  ],
  ['no payment and no advance', { paymentDocuments: [], advanceInvoices: [], note: null }, {}],
  ['no contract', {}, { basis: null }],
  ['a correction', { correction: { number: '1', date: localDate('2026-12-01') } }, {}],
  ['a period', { servicePeriod: { from: localDate('2026-11-01'), to: localDate('2026-11-30') } }, {}],
  [
    'a paper power of attorney',
    {},
    {
      signatory: {
        ...ENVELOPE.signatory,
        authorityKind: 5,
        paperPower: { number: '3', issuedOn: localDate('2026-09-01') },
      },
    },
  ],
  [
    'an electronic power of attorney',
    {},
    {
      signatory: {
        ...ENVELOPE.signatory,
        authorityKind: 3,
        electronicPower: { number: ENVELOPE.guid, issuedOn: localDate('2026-09-01'), keptIn: 'ФНС России' },
      },
    },
  ],
  ['a customer abroad', {}, { customerAddressCountry: { code: '398', name: 'Казахстан' } }],
  [
    'names with everything that XML escapes',
    { customer: { ...CUSTOMER, name: 'ООО "Рога & Копыта" <«ё»>', phone: null } },
    {},
  ],
];

describe('an electronic UPD', () => {
  it('is named as its identifier says, in windows-1251', () => {
    const { fileName, bytes } = renderUpdXml(facts, ENVELOPE);
    expect(fileName).toBe(
      'ON_NSCHFDOPPR_2BM-7707083893-770701001-000000000000000000002_2BM-6732180881-673201001-000000000000000000001' +
        '_20261130_16ad2de0-fadd-47fb-8838-b02d9f37d40b_0_0_0_0_0_00.xml',
    );
    expect(textOf(bytes)).toContain(`ИдФайл="${fileName.slice(0, -4)}"`);
    expect(textOf(bytes)).toMatch(/^<\?xml version="1.0" encoding="windows-1251"\?>/);
  });

  it('is the same bytes for the same facts', () => {
    expect(renderUpdXml(facts, ENVELOPE).bytes).toEqual(renderUpdXml(sampleUpd(), { ...ENVELOPE }).bytes);
  });

  it('says the sums of the books, the rate and the unit', () => {
    const text = xmlOf();
    for (const part of [
      'Функция="СЧФДОП"',
      'ВремИнфПр="23.59.00"',
      'НомерДок="1208" ДатаДок="30.11.2026"',
      'ОКЕИ_Тов="362" НаимЕдИзм="мес" КолТов="1" ЦенаТов="4098.36" СтТовБезНДС="4098.36" НалСт="22%" СтТовУчНал="5000.00"',
      '<СумНал><СумНал>901.64</СумНал></СумНал>',
      '<ВсегоОпл СтТовБезНДСВсего="4098.36" СтТовУчНалВсего="5000.00">',
      '<СвПРД НомерПРД="42" ДатаПРД="05.11.2026"/>',
      '<ТекстИнф Идентиф="НомерАвансСФ" Значен="А1206"/><ТекстИнф Идентиф="ДатаАвансСФ" Значен="05.11.2026"/>',
      '<ОснПер РеквНаимДок="Публичная оферта" РеквНомерДок="6" РеквДатаДок="19.08.2025"/>',
      'ДатаПер="30.11.2026"',
      'Фамилия="Иванов" Имя="Иван" Отчество="Иванович"',
      'Значен="Период оказания услуг 01.11.2026–30.11.2026"',
    ])
      expect(text).toContain(part);
  });

  it('has no tax where there is none, and no unit whose price does not multiply', () => {
    const text = xmlOf({ ...taxless, lines: taxless.lines!.map((line) => ({ ...line, quantity: '3' })) });
    expect(text).toContain('Функция="ДОП"');
    expect(text).toContain('НалСт="без НДС"');
    expect(text).toContain('<СумНалВсего><БезНДС>без НДС</БезНДС></СумНалВсего>');
    expect(text).not.toMatch(/КолТов|ЦенаТов|ОКЕИ_Тов/);
  });

  it('writes a decomposed «й» as one letter', () => {
    expect(xmlOf({ customer: { ...CUSTOMER, name: 'ООО «Синий»'.normalize('NFD') } })).toContain(
      'ООО «Синий»',
    );
  });

  it.each<[string, Partial<UpdFacts>, Partial<UpdXmlEnvelope>]>([
    ['net of its lines', { totals: { ...facts.totals, net: 0n } }, {}],
    ['СвЮЛУч/@НаимОрг: windows-1251 has no «₽»', { customer: { ...CUSTOMER, name: 'ООО «₽»' } }, {}],
    [
      'СведТов/@НаимТов: XML forbids the character U+0007',
      { lines: [{ ...facts.lines[0]!, name: 'Доступ\u0007' }] },
      {},
    ],
    ['СвЮЛУч/@НаимОрг is empty', { seller: { ...SELLER, name: ' ' } }, {}],
    ['СвЮЛУч/@НаимОрг is longer than 1000', { seller: { ...SELLER, name: 'я'.repeat(1001) } }, {}],
    ['СвЮЛУч/@ИННЮЛ may not be «123»', { customer: { ...CUSTOMER, inn: '123' } }, {}],
    ['СвЮЛУч/@КПП may not be «77»', { customer: { ...CUSTOMER, kpp: '77' } }, {}],
    ['АдрИнф/@АдрТекст is empty', { customer: { ...CUSTOMER, address: '' } }, {}],
    [
      'СвПРД/@НомерПРД is longer than 30',
      { paymentDocuments: [{ number: '1'.repeat(31), date: facts.issuedOn }] },
      {},
    ],
    ['@НомИспр may not be «1а»', { correction: { number: '1а', date: facts.issuedOn } }, {}],
    ['@НалСт may not be «21%»', { lines: [{ ...facts.lines[0]!, vatRate: '21' }] }, {}],
    ['@ОКЕИ_Тов may not be «мес»', { lines: [{ ...facts.lines[0]!, unitCode: 'мес' }] }, {}],
    ['@Значен is longer than 2000', { note: 'я'.repeat(2001) }, {}],
    ['customerPerson is needed', { customer: SOLE_TRADER }, {}],
    ['sellerPerson is needed', { seller: SOLE_TRADER }, { customerPerson: person }],
    ['advanceInvoiceFields are needed for line 5б', {}, { advanceInvoiceFields: null }],
    ['senderId may not be «A_B_C»', {}, { senderId: 'A_B_C' }],
    ['recipientId may not be «»', {}, { recipientId: '' }],
    ['guid is not a UUID', {}, { guid: '1' }],
    ['@ВерсПрог is longer than 40', {}, { programVersion: 'я'.repeat(41) }],
    ['time is not HH:MM:SS', {}, { formedAt: { date: facts.issuedOn, time: '9:00' } }],
    ['@ВремИнфПр may not be «25.00.00»', {}, { formedAt: { date: facts.issuedOn, time: '25:00:00' } }],
    ['ФИО/@Фамилия is empty', {}, { signatory: { ...ENVELOPE.signatory, surname: '' } }],
    ['СвДоверБум stands with', {}, { signatory: { ...ENVELOPE.signatory, authorityKind: 5 } }],
    ['СвДоверЭл stands with', {}, { signatory: { ...ENVELOPE.signatory, authorityKind: 3 } }],
    [
      'СвДоверБум stands with',
      {},
      { signatory: { ...ENVELOPE.signatory, paperPower: { number: '3', issuedOn: facts.issuedOn } } },
    ],
    [
      'servicePeriod ends before it starts',
      { servicePeriod: { from: localDate('2026-11-30'), to: localDate('2026-11-01') } },
      {},
    ],
  ])('is refused by name: %s', (why, changes, more) => {
    expect(() => xmlOf(changes, more)).toThrow(why);
    expect(() => xmlOf(changes, more)).toThrow('UPD 1208');
  });
});

const schema = join(__dirname, '../../../../shared/data/xsd/ON_NSCHFDOPPR_1_997_01_05_03_05.structural.xsd');
const missing = [
  spawnSync('xmllint', ['--version']).error && 'xmllint (Debian: libxml2-utils) is not on PATH',
  !existsSync(schema) && `${schema} is not there`,
].filter(Boolean);
if (missing.length > 0)
  process.stderr.write(`${missing.join('; ')}: a UPD is not held against the schema of 5.03 here\n`);
const withSchema = missing.length > 0 ? describe.skip : describe;

const validate = (bytes: Uint8Array) =>
  spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], { input: bytes, encoding: 'utf8' });

withSchema('an electronic UPD against the schema of format 5.03 (needs xmllint)', () => {
  it.each(KINDS)('is valid: %s', (_, changes, more) => {
    const { bytes } = renderUpdXml({ ...facts, ...changes }, { ...ENVELOPE, ...more });
    const { status, stderr } = validate(bytes);
    expect(`${status} ${stderr}`).toBe('0 - validates\n');
  });

  it('is valid whatever its lines cost and measure', () => {
    const line = fc.record({
      name: fc
        .string({ unit: fc.constantFrom(...'Ёж№«» &<>"1'), minLength: 1, maxLength: 40 })
        .map((text) => `Доступ${text}`),
      // xmllint reads 24 digits of a decimal, the format two more: the price stays within what is read here.
      gross: fc.bigInt(0n, 10n ** 13n - 1n),
      vatRate: fc.constantFrom('22', '20', '10', '22/122', '9.09', null),
      quantity: fc.constantFrom('1', '0.5', '3', '0.00000000001', '1e3', '0'),
      unitCode: fc.constantFrom('362', '0000', null),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (drawn) => {
        const lines = drawn.map(({ gross, vatRate, ...rest }) => {
          const vat = vatRate === null ? 0n : gross / 7n;
          return { ...rest, vatRate, unit: 'мес', net: gross - vat, vat, gross };
        });
        const total = (part: 'net' | 'vat' | 'gross') => sum(lines.map((one) => one[part]));
        const totals = { net: total('net'), vat: total('vat'), gross: total('gross') };
        const { bytes } = renderUpdXml({ ...facts, lines, totals }, ENVELOPE);
        expect(validate(bytes).stderr).toBe('- validates\n');
      }),
      { numRuns: 40 },
    );
  });

  it('is held against it in earnest: another rate, another order of elements', () => {
    const spoilt = [
      xmlOf().replace('НалСт="22%"', 'НалСт="21%"'),
      xmlOf().replace(/(<СвПРД.*?\/>)(<ДокПодтвОтгрНом.*?\/>)/, '$2$1'),
    ];
    for (const text of spoilt)
      expect(validate(iconv.encode(text, 'windows-1251')).stderr).toContain('fails to validate');
  });
});
