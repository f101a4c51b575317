import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localDate } from '@rocket/kernel';
import iconv from 'iconv-lite';
import type { ActFacts } from './act-facts';
import type { AdvanceInvoiceFacts } from './advance-invoice-facts';
import { renderAct, renderCertificate } from './render-act';
import { renderAdvanceInvoice } from './render-advance-invoice';
import { renderAdvanceInvoiceXml } from './render-upd-xml';
import { CUSTOMER, ENVELOPE, SELLER, SOLE_TRADER, sampleUpd } from './sample-documents';

const actOf = (lines: number): ActFacts => {
  const { basis, lines: rows, totals, issuedOn, currency } = sampleUpd(lines);
  return {
    ...{ number: '7', issuedOn, seller: SELLER, customer: CUSTOMER, basis, currency, lines: rows, totals },
    transferredOn: issuedOn,
    servicePeriod: { from: localDate('2026-11-01'), to: localDate('2026-11-30') },
    subject: 'rights',
    silence: '3 рабочих дней',
  };
};

const advance: AdvanceInvoiceFacts = {
  number: 'А12',
  issuedOn: localDate('2026-10-05'),
  seller: SELLER,
  customer: CUSTOMER,
  paymentDocument: { number: '42', date: localDate('2026-10-05') },
  currency: 'RUB',
  name: 'Предварительная оплата (пополнение лицевого счёта) по договору: Публичная оферта № 6 от 19.08.2025',
  vatRate: '22/122',
  vat: 220_000n,
  gross: 1_220_000n,
};

const hasExtractor = !spawnSync('pdftotext', ['-v']).error;
if (!hasExtractor) process.stderr.write('pdftotext is not on PATH: words of acts are not checked here\n');
const withExtractor = hasExtractor ? it : it.skip;
const pagesOf = (pdf: Uint8Array): string[] =>
  spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
    .stdout.replace(/[^\S\f]+/g, ' ')
    .split('\f')
    .filter(Boolean);

describe('an act', () => {
  withExtractor('says who did what for whom, for how much, and when silence accepts it', async () => {
    const text = pagesOf(await renderAct(actOf(2))).join(' ');
    for (const part of [
      'Акт передачи прав № 7 от 30 ноября 2026 г.',
      'ИНН 6732180881',
      'Публичная оферта №6 от 19.08.2025',
      '01.11.2026–30.11.2026',
      'В том числе НДС (22%):',
      'права предоставлены полностью',
      'в течение 3 рабочих дней',
      'Иванов И.И.',
      'Петрова А.С.',
    ])
      expect(text).toContain(part);
  });

  withExtractor('of many lines repeats its head, keeps each line once and its closing whole', async () => {
    const pages = pagesOf(await renderAct(actOf(120)));
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page).toContain('Наименование');
    for (let line = 1; line <= 120; line += 1)
      expect(pages.join(' ').split(`Доступ к продукту № ${line} за`)).toHaveLength(2);
    expect(pages.at(-1)).toContain('Итого:');
    expect(pages.at(-1)).toContain('М.П.');
    expect(pages.at(-1)).toContain(`лист ${pages.length} из ${pages.length}`);
  });

  withExtractor('without VAT says so, in tenge too', async () => {
    const act = actOf(1);
    const lines = act.lines.map((line) => ({ ...line, vatRate: null, vat: 0n, net: line.gross }));
    const totals = { net: act.totals.gross, vat: 0n, gross: act.totals.gross };
    const text = pagesOf(await renderAct({ ...act, lines, totals, currency: 'KZT', silence: null })).join(
      ' ',
    );
    expect(text).toContain('Без налога (НДС):');
    expect(text).toContain('Пять тысяч тенге 00 тиын');
    expect(text).not.toContain('в течение');
  });

  it('is refused when its lines do not make its total', async () => {
    const act = actOf(2);
    await expect(renderAct({ ...act, totals: { net: 0n, vat: 0n, gross: 0n } })).rejects.toThrow(
      'Act 7: net',
    );
  });
});

describe('a certificate', () => {
  withExtractor('has a number, a holder and a term', async () => {
    const facts = { ...actOf(1), customer: SOLE_TRADER, servicePeriod: null };
    const text = pagesOf(await renderCertificate({ ...facts, validUntil: localDate('2027-02-28') })).join(
      ' ',
    );
    expect(text).toContain('Сертификат № 7');
    expect(text).toContain('30.11.2026–28.02.2027');
    expect(text).toContain('Ёлкина Щука Эъюшевна');
  });
});

describe('a tax invoice for an advance (facts 1.4)', () => {
  withExtractor('names the payment order, the computed rate and the tax; a delivery is dashes', async () => {
    const text = pagesOf(await renderAdvanceInvoice(advance)).join(' ');
    for (const part of [
      'Счет-фактура № А12 от 5 октября 2026 г. (1)',
      '№ 42 от 05.10.2026 (5)',
      '– (5а)',
      '– (5б)',
      '22/122 2 200,00 12 200,00',
      'Всего к оплате (9) – Х Х 2 200,00 12 200,00',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('Статус');
    expect(text).not.toContain('[8]');
  });

  it('is a file of circumstance 2 without net sums and without a delivery', () => {
    const { bytes, fileName } = renderAdvanceInvoiceXml(advance, ENVELOPE);
    const text = iconv.decode(Buffer.from(bytes), 'windows-1251');
    expect(fileName).toMatch(/^ON_NSCHFDOPPR_/);
    expect(text).toContain('Функция="СЧФ"');
    expect(text).toContain('СпОбстФСЧФ="2"');
    expect(text).toContain('НомерПРД="42" ДатаПРД="05.10.2026" СуммаПРД="12200.00"');
    expect(text).not.toMatch(/СтТовБезНДС|НаимДокОпр|СвПродПер|ДокПодтвОтгрНом/);
  });

  it('is refused for a tax that is not the part of the sum, and a rate that is not a computed one', async () => {
    await expect(renderAdvanceInvoice({ ...advance, vat: 219_999n })).rejects.toThrow('is 220000');
    await expect(renderAdvanceInvoice({ ...advance, vatRate: '22' })).rejects.toThrow('computed');
  });

  const schema = join(
    __dirname,
    '../../../../shared/data/xsd/ON_NSCHFDOPPR_1_997_01_05_03_05.structural.xsd',
  );
  const canCheck = !spawnSync('xmllint', ['--version']).error && existsSync(schema);
  if (!canCheck)
    process.stderr.write('xmllint or the schema of 5.03 is missing: an advance is not held against it\n');
  (canCheck ? it : it.skip)('is valid against the schema of 5.03 (needs xmllint)', () => {
    for (const change of [{}, { vatRate: '5/105', vat: 58_095n }, { vatRate: '20/120', vat: 203_333n }]) {
      const { bytes } = renderAdvanceInvoiceXml({ ...advance, ...change }, ENVELOPE);
      const args = ['--noout', '--nonet', '--schema', schema, '-'];
      expect(spawnSync('xmllint', args, { input: bytes, encoding: 'utf8' }).stderr).toBe('- validates\n');
    }
  });
});
