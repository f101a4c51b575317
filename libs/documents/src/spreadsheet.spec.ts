import { localDate } from '@rocket/kernel';
import readExcelFile from 'read-excel-file/node';
import { csvPieces, inPieces, toCsv, toXlsx, type Spreadsheet } from './spreadsheet';

const sheet: Spreadsheet = {
  name: 'Реестр: [1/2]',
  heading: ['Реестр'],
  columns: [
    { title: 'Дата', kind: 'date', width: 12 },
    { title: 'Кто; что', kind: 'text', width: 40 },
    { title: 'Сумма', kind: 'money', width: 16 },
    { title: 'Штук', kind: 'count', width: 8 },
  ],
  rows: [
    [localDate('2027-06-16'), 'ООО "Ромашка"', 123456n, 3],
    [null, '=1+1', -5n, null],
    [localDate('2027-06-30'), 'звонок\u0007 и\u0000 конец', 999_999_999_999_999n, 0],
  ],
  totals: [[null, 'Итого', 100n, 3]],
};

describe('a table as CSV', () => {
  const text = Buffer.from(toCsv(sheet)).toString('utf8');

  it('opens in a Russian Excel: mark of UTF-8, semicolons, decimal commas, dates as people write them', () => {
    expect(text.startsWith('\uFEFFРеестр\r\nДата;"Кто; что";Сумма;Штук\r\n')).toBe(true);
    expect(text).toContain('16.06.2027;"ООО ""Ромашка""";1234,56;3\r\n');
    expect(text).toContain(';Итого;1,00;3\r\n');
  });

  it('disarms a text that a spreadsheet would count as a formula, and leaves a negative sum a number', () => {
    expect(text).toContain(`;"'=1+1";-0,05;\r\n`);
  });

  it('leaves a formula no way in: behind a comma, a tab or a line break, or with a wide sign', () => {
    const cell = (name: string) => {
      const rows = [[null, name, null, null]];
      const lines = Buffer.from(toCsv({ ...sheet, rows, totals: [] }))
        .toString('utf8')
        .split('\r\n');
      return lines.slice(2).join('\r\n');
    };
    expect(cell('ООО, =1+1')).toBe(';"ООО, =1+1";;\r\n');
    expect(cell('ООО\n=1+1')).toBe(';"ООО\n=1+1";;\r\n');
    expect(cell('ООО\t=1+1')).toBe(';"ООО\t=1+1";;\r\n');
    expect(cell('＝1+1')).toBe(`;"'＝1+1";;\r\n`);
    expect(cell('ООО Ромашка')).toBe(';ООО Ромашка;;\r\n');
  });

  it('is the same to the byte when its rows come piece by piece', async () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => [...sheet.rows[index % sheet.rows.length]!]);
    const long = { ...sheet, rows };
    const pieces: string[] = [];
    for await (const piece of csvPieces(inPieces(long))) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(3);
    expect(Buffer.from(pieces.join(''))).toEqual(Buffer.from(toCsv(long)));
  });
});

describe('a table as a workbook', () => {
  it('keeps sums and days as numbers and dates, to the kopeck', async () => {
    const [{ data, sheet: tab }] = (await readExcelFile(Buffer.from(await toXlsx([sheet])))) as [
      { data: unknown[][]; sheet: string },
    ];
    expect(tab).toBe('Реестр   1 2');
    expect(data[2]).toEqual([new Date('2027-06-16T00:00:00Z'), 'ООО "Ромашка"', 1234.56, 3]);
    expect(data[3]).toEqual([null, '=1+1', -0.05, null]);
    expect(data[4]!.slice(1, 3)).toEqual(['звонок и конец', 9_999_999_999_999.99]);
    expect(data[5]).toEqual([null, 'Итого', 1, 3]);
  });
});
