import { unzipSync } from 'fflate';
import { routes, type RegisterDto } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let vasilek: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  vasilek = await world.account('ООО «Василёк»');
  await romashka.givesRequisites();
  await vasilek.givesRequisites();
  await world.topUp(romashka, '12200.00');
  await world.moveTo('2027-06-15T09:00:00+03:00');
  await world.topUp(vasilek, '100.01');
  await world.topUp(romashka, '333.33');
  const stranger = { name: 'ООО «Незнакомец»', inn: '7707083893' };
  await world.importsStatement(
    bankFile([await world.payment({ amount: '77.00', payer: stranger, purpose: 'За услуги' })]),
  );
  await world.moveTo('2027-07-02T09:00:00+03:00');
  await world.topUp(romashka, '500.00');
  await world.moveTo('2027-07-03T09:00:00+03:00');
});
afterAll(() => world?.end());

const june = { from: '2027-06-01', to: '2027-06-30' };
const register = async (
  kind: 'receipts' | 'documents' | 'sales-book',
  query = june,
): Promise<RegisterDto> => {
  const accountant = await world.staff('accountant');
  return accountant.asks(routes.register, { params: { kind }, query });
};
const column = ({ columns, rows }: RegisterDto, title: string) => {
  const at = columns.findIndex((each) => each.title === title);
  return rows.map((row) => row[at]);
};

describe('registers of a month', () => {
  it('tell every receipt, the one nobody was found for too, and add up', async () => {
    const receipts = await register('receipts');
    expect(column(receipts, 'Сумма')).toEqual(['12200.00', '100.01', '333.33', '77.00']);
    expect(column(receipts, 'Состояние')).toEqual(['Зачислено', 'Зачислено', 'Зачислено', 'Не разнесено']);
    expect(receipts.totals).toEqual([expect.arrayContaining(['Итого', '12710.34', 'RUB'])]);
  });

  it('tell every document with its tax, and the sales book has the same tax', async () => {
    const documents = await register('documents');
    expect(column(documents, 'Сумма с НДС')).toEqual(['12200.00', '100.01', '333.33']);
    expect(documents.totals).toEqual([expect.arrayContaining(['УПД', 'Итого', '12633.34', 'RUB'])]);
    const book = await register('sales-book');
    expect(column(book, 'НДС')).toEqual(column(documents, 'НДС'));
    expect(column(book, 'НДС')).toEqual(['2200.00', '18.03', '60.11']);
    expect(column(book, 'Стоимость без НДС')).toEqual(['10000.00', '81.98', '273.22']);
    expect(book.totals).toEqual([expect.arrayContaining(['12633.34', '10355.20', '2278.14'])]);
  });

  it('are empty where nothing happened, and know no other kind', async () => {
    expect((await register('receipts', { from: '2027-01-01', to: '2027-01-31' })).totals).toEqual([]);
    const accountant = await world.staff('accountant');
    expect((await accountant.sends('GET', '/registers/secrets?from=2027-06-01&to=2027-06-30')).status).toBe(
      404,
    );
  });

  it('are not for support', async () => {
    const support = await world.staff('support');
    const refusal = await support.isRefused(routes.register, { params: { kind: 'receipts' }, query: june });
    expect(refusal.code).toBe('forbidden');
  });
});

describe('the documents of a period in one zip', () => {
  it('are those of the account and of those days, each a whole PDF', async () => {
    const path = `/accounts/${romashka.id}/documents/archive?from=2027-06-01&to=2027-06-30`;
    const files = unzipSync(new Uint8Array(await romashka.owner.downloads(path)));
    const papers = Object.keys(files).filter((name) => name.endsWith('.pdf'));
    expect(papers.map((name) => name.replace(/ .{4}\.pdf$/, '.pdf'))).toEqual([
      '2027-06/УПД 1 от 01.06.2027.pdf',
      '2027-06/УПД 3 от 15.06.2027.pdf',
    ]);
    for (const bytes of papers.map((name) => files[name]!)) {
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
      expect(Buffer.from(bytes.subarray(-6)).toString()).toContain('%%EOF');
    }
  });

  it('are refused in words when there are none', async () => {
    const answer = await romashka.owner.sends(
      'GET',
      `/accounts/${romashka.id}/documents/archive?to=2026-01-01`,
    );
    expect([answer.status, answer.body['detail']]).toEqual([404, 'За этот период документов нет']);
  });
});
