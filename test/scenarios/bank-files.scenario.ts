import { routes } from '@rocket/contracts';
import { bankFile, bankFileLines, encodeBankFile, type Payment } from '../kit/bank-file';
import { camtFile } from '../kit/camt-file';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
});

const sends = async (bytes: Uint8Array, type = 'text/plain') =>
  (await world.staff('accountant')).sends('POST', '/bank-statements', {
    bytes,
    headers: { 'content-type': type },
    key: `file-${bytes.length}-${type.length}`,
  });
const fromRomashka = (amount: string, wish: Partial<Payment> = {}): Promise<Payment> =>
  world.payment({ amount, payer: { name: 'ООО "РОМАШКА"', inn: romashka.inn }, purpose: 'Оплата', ...wish });
const receipts = async () =>
  (await (await world.staff('accountant')).asks(routes.receipts, { query: { limit: 200 } })).items;

it('a large file flows through the disk and says the same as a small one, also sent again under its key', async () => {
  const payment = await fromRomashka('5000.00');
  const lines = bankFileLines([payment]);
  // Six megabytes of fees of the bank between two receipts.
  const fee = bankFileLines([{ ...payment, amount: '1.00' }])
    .slice(lines.indexOf('СекцияДокумент=Платежное поручение'), -1)
    .map((line) =>
      line
        .replace('СекцияДокумент=Платежное поручение', 'СекцияДокумент=Банковский ордер')
        .replace('ПлательщикСчет=40702810500000000002', 'ПлательщикСчет=70601810000000000001'),
    );
  const padded = [...lines.slice(0, -1), ...Array.from({ length: 13_000 }, () => fee).flat(), 'КонецФайла'];
  const bytes = encodeBankFile(padded);
  expect(bytes.length).toBeGreaterThan(5 * 1024 * 1024);
  const answer = await sends(bytes);
  expect(answer).toMatchObject({ status: 201, body: { receipts: 1, unallocated: 1, rejected: [] } });
  const replayed = await sends(bytes);
  expect(replayed.headers.get('idempotent-replayed')).toBe('true');
  expect(await receipts()).toHaveLength(1);
});

it.each([
  ['five megabytes of noise', Buffer.alloc(5 * 1024 * 1024, 'шум'), 'statement_unreadable'],
  ['an archive', Buffer.from('504b030414000000', 'hex'), 'statement_unreadable'],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'statement_unreadable'],
  [
    'a header and nothing more',
    encodeBankFile(['1CClientBankExchange', 'Кодировка=Windows']),
    'statement_empty',
  ],
  [
    'entities that expand',
    Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "camt.053">]><Document>&b;</Document>'),
    'statement_unreadable',
  ],
])('%s is refused in words and leaves nothing', async (_, bytes, code) => {
  const answer = await sends(bytes);
  expect(answer).toMatchObject({ status: 422, body: { code } });
  expect(answer.body['detail']).toMatch(/[а-яё]/i);
  expect(await receipts()).toEqual([]);
  expect(await world.sql('select 1 from bank_statement')).toEqual([]);
});

it('XML of a bank is taken as XML too', async () => {
  const answer = await sends(camtFile([await fromRomashka('5000.00')]), 'application/xml');
  expect(answer).toMatchObject({ status: 201, body: { receipts: 1 } });
});

it('whoever looks at a payment without a number is not told that an open invoice over another sum is not there', async () => {
  await romashka.invoices('6000.00');
  await world.importsStatement(bankFile([await fromRomashka('5999.99')]));
  const [{ state, reason }] = (await receipts()) as [Awaited<ReturnType<typeof receipts>>[0]];
  expect(state).toBe('unallocated');
  expect(reason).toBe(
    `Номер счёта не назван, открытого счёта на эту сумму у плательщика с ИНН ${romashka.inn} нет.`,
  );
});

it('characters no XML and no database holds do not lose a receipt', async () => {
  const payment = await fromRomashka('5000.00', { purpose: 'Оплата\u0000 \u0001за услуги' });
  expect(await world.importsStatement(bankFile([payment]))).toMatchObject({ receipts: 1, rejected: [] });
  expect((await receipts())[0]?.purpose).toBe('Оплата   за услуги');
});

it('money far older than the invoice it seems to name waits for a person', async () => {
  const { number } = await romashka.invoices('5000.00');
  const payment = await fromRomashka('5000.00', { date: '2026-03-01', purpose: `Счет № ${number}` });
  const { lines } = await world.importsStatement(bankFile([payment]));
  expect(lines[0]).toMatchObject({ outcome: 'unallocated' });
  expect(lines[0]?.reason).toContain('задолго до выставления');
});

it('an import cut off in the middle is done again by the same file, and nothing is lost or doubled', async () => {
  const { number } = await romashka.invoices('5000.00');
  const payments = await Promise.all(
    Array.from({ length: 60 }, () => fromRomashka('20.00', { purpose: `Счет № ${number}` })),
  );
  // The database refuses the 31st receipt, as if we had been killed there.
  await world.sql(`create function stop_it() returns trigger language plpgsql as $$
    begin if (select count(*) from receipt) >= 30 then raise exception 'killed'; end if; return new; end $$`);
  await world.sql('create trigger stop_it before insert on receipt for each row execute function stop_it()');
  expect((await sends(bankFile(payments))).status).toBe(500);
  expect(await romashka.balance()).toBe('600.00');
  await world.sql('drop trigger stop_it on receipt');
  const result = await world.importsStatement(bankFile(payments));
  expect(result).toMatchObject({ receipts: 60, credited: 30, duplicates: 30, unallocated: 0 });
  expect(await romashka.balance()).toBe('1200.00');
  const accountant = await world.staff('accountant');
  const page = await accountant.asks(routes.statementLines, {
    params: { id: result.id },
    query: { outcome: 'credited', limit: 200 },
  });
  expect(page.items).toHaveLength(30);
  expect(page.items.map(({ line }) => line)).toEqual(
    page.items.map(({ line }) => line).sort((a, b) => a - b),
  );
  expect((await accountant.asks(routes.verifyLedger)).broken).toEqual([]);
});
