import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { routes, type RegisterDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2026-10-05T10:00:00+03:00');
});

const SUMS = ['Остаток на начало', 'Получено', 'Зачтено', 'Возвращено', 'Остаток на конец'];

const register = async (from: string, to: string, seller?: string): Promise<RegisterDto> => {
  const accountant = await world.staff('accountant');
  const query = { from, to, ...(seller ? { seller } : {}) };
  return accountant.asks(routes.register, { params: { kind: 'advances' }, query });
};

/** `2026-10-05 А1: 0.00 + 6100.00 - 5140.00 - 0.00 = 960.00 УПД № 1 от 31.10.2026`. */
const told = ({ columns, rows }: RegisterDto): string[] => {
  const at = (title: string) => columns.findIndex((column) => column.title === title);
  return rows.map((row) => {
    const [opening, received, offset, returned, closing] = SUMS.map((title) => String(row[at(title)]));
    const invoice = row[at('Счёт-фактура на аванс')] ?? '—';
    return `${row[0]} ${invoice}: ${opening} + ${received} - ${offset} - ${returned} = ${closing} ${row[at('Чем зачтено')]}`.trim();
  });
};

async function monthlySeller(): Promise<Customer> {
  const administrator = await world.staff('administrator');
  const profile = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const terms = {
    ...profile.terms,
    closingDocument: { ...profile.terms.closingDocument, when: 'month_end' as const },
    topUpBonus: [],
  };
  await administrator.asks(routes.createSeller, { body: { ...profile, code: 'monthly', terms } });
  await world.product('licence', { price: '2440.00', seller: 'monthly' });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'monthly' });
  await romashka.givesRequisites();
  return romashka;
}

it('tells each advance, its tax invoice, what took it up and what is left, as the ledger does (facts 9.2)', async () => {
  const romashka = await monthlySeller();
  await world.topUp(romashka, '3000.00');
  await world.topUp(romashka, '4000.00');
  await romashka.connects('licence');
  expect(told(await register('2026-10-01', '2026-10-31'))).toEqual([
    '2026-10-05 А1: 0.00 + 3000.00 - 0.00 - 0.00 = 3000.00',
    '2026-10-05 А2: 0.00 + 4000.00 - 0.00 - 0.00 = 4000.00',
  ]);
  await world.moveTo('2026-12-01T12:00:00+03:00');
  const october = await register('2026-10-01', '2026-10-31');
  expect(told(october)).toEqual([
    '2026-10-05 А1: 0.00 + 3000.00 - 2440.00 - 0.00 = 560.00 УПД № 1 от 31.10.2026',
    '2026-10-05 А2: 0.00 + 4000.00 - 0.00 - 0.00 = 4000.00',
  ]);
  expect(october.totals).toEqual([expect.arrayContaining(['7000.00', '2440.00', '4560.00', 'RUB'])]);
  expect(told(await register('2026-11-01', '2026-11-30'))).toEqual([
    '2026-10-05 А1: 560.00 + 0.00 - 560.00 - 0.00 = 0.00 УПД № 1 от 31.10.2026; УПД № 2 от 30.11.2026',
    '2026-10-05 А2: 4000.00 + 0.00 - 1880.00 - 0.00 = 2120.00 УПД № 2 от 30.11.2026',
  ]);
  // Everything consumed by the end of November has its paper: what is left of advances is the balance.
  expect(await romashka.balance('2026-11-30T23:59:59+03:00')).toBe('2120.00');
});

it('closes an advance at once where the paper comes with the money, and opens it again for a refund', async () => {
  const romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '5000.00');
  expect(told(await register('2026-10-01', '2026-10-31'))).toEqual([
    '2026-10-05 —: 0.00 + 5000.00 - 0.00 - 0.00 = 5000.00',
  ]);
  await romashka.givesRequisites();
  await world.moveTo('2026-10-05T12:00:00+03:00');
  expect(told(await register('2026-10-01', '2026-10-31'))).toEqual([
    '2026-10-05 —: 0.00 + 5000.00 - 5000.00 - 0.00 = 0.00 УПД № 1 от 05.10.2026',
  ]);

  const params = { id: romashka.id };
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  await romashka.owner.asks(routes.terminateAccount, { params, body });
  await world.moveTo('2026-11-02T09:00:00+03:00');
  const { id } = await romashka.owner.asks(routes.requestRefund, { params });
  expect(told(await register('2026-11-01', '2026-11-30'))).toEqual([
    '2026-10-05 —: 0.00 + 0.00 - -5000.00 - 0.00 = 5000.00',
  ]);
  const [correction] = await romashka.documents('correction');
  const raw = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
  await romashka.owner.asks(routes.signedCopy, { params: { id: correction!.id }, raw });
  const accountant = await world.staff('accountant');
  await accountant.asks(routes.payRefund, { params: { id } });
  expect(told(await register('2026-11-01', '2026-11-30'))).toEqual([
    '2026-10-05 —: 0.00 + 0.00 - -5000.00 - 5000.00 = 0.00',
  ]);
});

it('an advance stands in the sales book and in the register of documents by the number and the rate of its tax invoice', async () => {
  const romashka = await monthlySeller();
  await world.topUp(romashka, '3000.01');
  await romashka.connects('licence');
  await world.moveTo('2026-11-02T12:00:00+03:00');
  const accountant = await world.staff('accountant');
  const rows = async (kind: 'sales-book' | 'documents', titles: readonly string[]) => {
    const query = { from: '2026-10-01', to: '2026-10-31', seller: 'monthly' };
    const table = await accountant.asks(routes.register, { params: { kind }, query });
    const at = titles.map((title) => table.columns.findIndex((column) => column.title === title));
    return [...table.rows, ...table.totals].map((row) => at.map((place) => row[place]));
  };
  const columns = [
    ...['Код вида операции', 'Номер счёта-фактуры', 'Стоимость с НДС', 'Стоимость без НДС'],
    ...['Ставка', 'НДС'],
  ];
  expect(await rows('sales-book', columns)).toEqual([
    ['02', 'А1', '3000.01', null, '22/122', '540.99'],
    ['01', '1', '2440.00', '2000.00', '22%', '440.00'],
    ['Итого', null, '5440.01', '2000.00', null, '980.99'],
  ]);
  expect(await rows('documents', ['Документ', 'Номер', 'Ставка'])).toContainEqual([
    ...['Счёт-фактура на аванс', 'А1', '22/122'],
  ]);
  const zip = await romashka.owner.downloads(`/accounts/${romashka.id}/documents/archive`);
  expect(Object.keys(unzipSync(new Uint8Array(zip)))).toContainEqual(
    expect.stringMatching(/^2026-10\/Счёт-фактура на аванс А1 от 05\.10\.2026 .{4}\.pdf$/),
  );
});

it('opens in a spreadsheet with real numbers and dates', async () => {
  const romashka = await monthlySeller();
  await world.topUp(romashka, '3000.00');
  const accountant = await world.staff('accountant');
  const query = 'from=2026-10-01&to=2026-10-31';
  const file = await accountant.downloads(`/registers/advances?${query}&format=xlsx`);
  const [sheet] = await readXlsxFile(file);
  const [heading, titles, row, totals] = sheet!.data;
  expect(heading![0]).toBe('Реестр авансов за период с 01.10.2026 по 31.10.2026');
  const received = titles!.indexOf('Получено');
  expect([row![0], row![received], totals![received]]).toEqual([new Date('2026-10-05'), 3000, 3000]);
  const csv = (await accountant.downloads(`/registers/advances?${query}&format=csv`)).toString('utf8');
  expect(csv).toContain('05.10.2026;');
});
