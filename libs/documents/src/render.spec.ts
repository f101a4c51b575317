import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { unprintableIn } from './fonts';
import { renderCorrection } from './render-correction';
import { renderInvoice } from './render-invoice';
import { renderUpd } from './render-upd';
import { sampleCorrection, sampleInvoice, sampleUpd, SOLE_TRADER } from './sample-documents';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const pagesOf = (bytes: Uint8Array) => latin(bytes).match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

describe('a drawn document', () => {
  it('is the same bytes for the same facts, whatever was drawn in between', async () => {
    const invoice = sha256(await renderInvoice(sampleInvoice()));
    const upd = sha256(await renderUpd(sampleUpd(3)));
    await renderUpd({ ...sampleUpd(40), customer: { ...SOLE_TRADER, name: 'ABCEHKMOPTX aceopxy асеорху' } });
    expect(sha256(await renderInvoice(sampleInvoice()))).toBe(invoice);
    expect(sha256(await renderUpd(sampleUpd(3)))).toBe(upd);
  });

  it('is other bytes when one kopeck is another', async () => {
    const { lines, vat, ...rest } = sampleInvoice();
    const dearer = { ...rest, vat, lines: [{ ...lines[0]!, amount: 500_001n }], total: 500_001n };
    expect(sha256(await renderInvoice(dearer))).not.toBe(sha256(await renderInvoice(sampleInvoice())));
  });

  it('says its language and is dated by the day of issue, not of drawing', async () => {
    const text = latin(await renderUpd(sampleUpd()));
    expect(text).toContain('/Lang (ru-RU)');
    expect(text).toContain('D:20261130000000Z');
  });

  it.each([
    [1, 1],
    [40, 3],
    [200, 8],
  ])('a UPD of %i lines takes %i pages', async (lines, pages) => {
    expect(pagesOf(await renderUpd(sampleUpd(lines)))).toBe(pages);
  });

  it.each([
    [1, 1],
    [40, 2],
    [200, 5],
  ])('an invoice of %i lines takes %i pages', async (lines, pages) => {
    expect(pagesOf(await renderInvoice(sampleInvoice(lines)))).toBe(pages);
  });

  it.each([
    [1, 1],
    [20, 3],
  ])('a correction of %i lines takes %i pages', async (lines, pages) => {
    expect(pagesOf(await renderCorrection(sampleCorrection(lines)))).toBe(pages);
  });

  it('is refused rather than drawn with an empty box for a letter', async () => {
    const customer = { ...sampleInvoice().customer, name: 'ООО «🚀 Ракета»' };
    await expect(renderInvoice({ ...sampleInvoice(), customer })).rejects.toThrow('No letter to print 🚀');
    expect(unprintableIn(customer.name + '₸')).toEqual(['🚀', '₸']);
    expect(unprintableIn('Ёж, ҚАЗАҚСТАН – «№ 5», 5 000 ₽ й')).toEqual([]);
  });

  it('is refused when its facts do not add up', async () => {
    await expect(renderUpd({ ...sampleUpd(), totals: { net: 0n, vat: 0n, gross: 0n } })).rejects.toThrow(
      'net of its lines',
    );
  });
});

const extractor = spawnSync('pdftotext', ['-v']).error ? null : 'pdftotext';
if (!extractor)
  process.stderr.write(
    'pdftotext is not on PATH: what an accountant can copy from a PDF is not checked here\n',
  );
const withExtractor = extractor ? describe : describe.skip;

/** Text in reading order, blanks of every kind made one space and ends of pages `pageEnd`. */
const textOf = (bytes: Uint8Array, pageEnd = ' '): string =>
  spawnSync('pdftotext', ['-layout', '-', '-'], {
    input: bytes,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  }).stdout.replace(/[\s\u00a0]+/g, (blank) => (blank.includes('\f') ? pageEnd : ' '));

withExtractor('what an accountant can copy from the PDF (needs pdftotext)', () => {
  it('gives every requisite and sum of an invoice', async () => {
    const text = textOf(await renderInvoice(sampleInvoice()));
    for (const part of [
      'Счет на оплату № 1207 от 21 ноября 2026 г.',
      'Счёт действителен до 28.11.2026',
      '044525974',
      '30101810145250000974',
      '40702810410000551190',
      'ИНН 6732180881',
      'КПП 673201001',
      'Публичная оферта №6 от 19.08.2025',
      'В том числе НДС (22%): 901,64',
      'Всего к оплате, ₽: 5 000,00',
      'Всего наименований 1, на сумму 5 000,00 руб.',
      'Пять тысяч рублей 00 копеек',
      'Оплата по счету № 1207 от 21.11.2026 за пополнение лицевого счёта 31245678. В т.ч. НДС 22% 901-64 руб.',
      'Оплата по QR-коду',
    ])
      expect(text).toContain(part);
  });

  it('gives Latin letters beside Russian ones, whichever a font drew first', async () => {
    const { lines, ...rest } = sampleInvoice();
    const drawn = async (name: string) =>
      textOf(await renderInvoice({ ...rest, lines: [{ ...lines[0]!, name }] }));
    for (const name of [
      'WhatsApp: сообщения',
      'amoCRM licence, файл office',
      'АВЕКМНОРСТХ ABEKMHOPCTX асеорху aceopxy',
    ])
      expect(await drawn(name)).toContain(name);
  });

  it('says «Без налога (НДС)» and shows no QR code where there is neither', async () => {
    const facts = { ...sampleInvoice(), currency: 'KZT' as const, vat: { rate: null, amount: 0n } };
    const text = textOf(await renderInvoice(facts));
    expect(text).toContain('Без налога (НДС)');
    expect(text).toContain('Пять тысяч тенге 00 тиын');
    expect(text).not.toContain('QR-код');
  });

  it('gives every numbered field of a UPD', async () => {
    const text = textOf(await renderUpd(sampleUpd()));
    const lines = ['1', '1а', '2', '2а', '2б', '3', '4', '5', '5а', '5б', '6', '6а', '6б', '7', '8', '9'];
    for (const number of lines) expect(text).toContain(`(${number})`);
    for (let field = 8; field <= 19; field += 1) expect(text).toContain(`[${field}]`);
    for (const part of [
      'Счет-фактура № 1208 от 30 ноября 2026 г. (1)',
      '№ А1206 от 05.11.2026; № А1210 от 12.11.2026 (5б)',
      '№ 42 от 05.11.2026 (5)',
      '6732180881/673201001 (2б)',
      'Российский рубль, 643 (7)',
      'А 1 1а 1б 2 2а 3 4 5 6 7 8 9 10 10а 11',
      '362 мес 1 4 098,36 4 098,36 без акциза 22% 901,64 5 000,00',
      'Всего к оплате (9) 4 098,36 Х Х 901,64 5 000,00',
      'лист 1 из 1',
      '№ 1137',
      'от 23 января 2026 г. № 26',
    ])
      expect(text).toContain(part);
    expect(text.match(/М\.П\./g)!.length).toBeGreaterThanOrEqual(2);
  });

  it('repeats the column numbers on every page and keeps each line once', async () => {
    const text = textOf(await renderUpd(sampleUpd(200)));
    expect(text.match(/А 1 1а 1б 2 2а 3 4 5 6 7 8 9 10 10а 11/g)).toHaveLength(8);
    expect(text.match(/Всего к оплате \(9\)/g)).toHaveLength(1);
    for (let line = 1; line <= 200; line += 1)
      expect(text.split(`Доступ к продукту № ${line} за`)).toHaveLength(2);
  });

  it('puts a dash on line 5б without an advance and takes the tax signatures off status 2', async () => {
    const facts = sampleUpd();
    const taxless = facts.lines.map((line) => ({ ...line, vatRate: null, vat: 0n, net: line.gross }));
    const totals = { net: facts.totals.gross, vat: 0n, gross: facts.totals.gross };
    const text = textOf(
      await renderUpd({ ...facts, status: 2, lines: taxless, totals, advanceInvoices: [] }),
    );
    expect(text).toContain('– (5б)');
    expect(text).not.toContain('Сидорова Е.В.');
    expect(text).toContain('5 000,00 Х Х – 5 000,00');
  });

  it('lets a sole trader sign on the line of its own, with the state number', async () => {
    const text = textOf(await renderUpd({ ...sampleUpd(), seller: SOLE_TRADER, customer: SOLE_TRADER }));
    expect(text).toContain('ОГРНИП 304500116000157');
    expect(text).toContain('500100732259 (2б)');
  });

  it('gives every numbered field of a correction and the four rows of a line', async () => {
    const text = textOf(await renderCorrection(sampleCorrection()));
    for (const number of ['1', '1а', '1б', '2', '2а', '2б', '3', '3а', '3б', '4', '5'])
      expect(text).toContain(`(${number})`);
    for (let field = 5; field <= 15; field += 1) expect(text).toContain(`[${field}]`);
    for (const part of [
      'Корректировочный счет-фактура № 1301 от 10 декабря 2026 г. (1)',
      '№ 1208 от 30.11.2026, с учетом исправления № – от – (1б)',
      'А 1 1а 1б 1в 2 2а 3 4 5 6 7 8 9 10 10а 11',
      'А (до изменения) – – – – – 4 098,36 без акциза 22% 901,64 5 000,00 – – –',
      'Б (после изменения) – – – – – 2 049,18 без акциза 22% 450,82 2 500,00 – – –',
      'В (увеличение) – Х Х Х Х – – Х – – Х Х Х',
      'Г (уменьшение) – Х Х Х Х 2 049,18 – Х 450,82 2 500,00 Х Х Х',
      'Всего увеличение (сумма строк В) – Х Х – –',
      'Всего уменьшение (сумма строк Г) 2 049,18 Х Х 450,82 2 500,00',
      'Универсальный передаточный документ № 1208 от 30.11.2026 [5]',
      'Заявление на возврат от 08.12.2026, Публичная оферта № 6 от 19.08.2025 [6]',
      'С изменением стоимости согласен',
      'УКД № 1301 от 10 декабря 2026 г., лист 1 из 1',
      'Приложение № 2 к постановлению',
    ])
      expect(text).toContain(part);
  });

  it('keeps the four rows of a line of a correction on one page and gives each line once', async () => {
    const pages = textOf(await renderCorrection(sampleCorrection(20)), '\f').split('\f');
    for (const page of pages)
      for (const row of ['А (до', 'Б (после', 'В (увеличение)', 'Г (уменьшение)'])
        expect(page.split(row)).toHaveLength(page.split('А (до').length);
    expect(pages.join(' ').match(/Доступ к продукту/g)).toHaveLength(20);
  });
});
