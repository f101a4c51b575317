import { routes, type RegisterDto, type RegisterKind } from '@rocket/contracts';
import {
  balanceOf,
  chargedTo,
  paidBackTo,
  planBusyMonth,
  receivedBy,
  rubles,
  soldTo,
  taxIn,
  total,
  type PlannedAccount,
  type SellerCode,
} from '../kit/busy-seller';
import type { Customer } from '../kit/customer';
import { STRANGERS, playBusyMonth, takeBack } from '../kit/play-busy-month';
import { World } from '../kit/world';
import { kopecksOf, readXml, sumOf, textsAt } from '../kit/xml-tree';

/** `npm run busy-month` plays it with 1,000 accounts and 3,000 receipts. */
const SIZE = process.env['BUSY_MONTH'] ?? '30x90';
const [ACCOUNTS, RECEIPTS] = SIZE.split('x').map(Number) as [number, number];
const IS_LARGE = ACCOUNTS > 60;
jest.setTimeout(IS_LARGE ? 86_400_000 : 300_000);

const plan = planBusyMonth(ACCOUNTS, RECEIPTS);
const OCTOBER = { from: '2026-10-01', to: '2026-10-31' };
const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };
const of = (seller: SellerCode): PlannedAccount[] => plan.filter((account) => account.seller === seller);
const sumOver = (accounts: readonly PlannedAccount[], what: (account: PlannedAccount) => bigint): bigint =>
  total(accounts.map(what));
const SAMPLE = plan.filter(({ index }) => index % Math.ceil(ACCOUNTS / 12) === 0);

let world: World;
let customers: Customer[];
beforeAll(async () => {
  world = await World.open({ shops: true });
  customers = await playBusyMonth(world, plan, phases());
});
afterAll(() => world?.end());

/** How long each part took, when it is played large. */
function phases(): (phase: string) => void {
  let since = performance.now();
  return (phase) => {
    const now = performance.now();
    if (IS_LARGE || process.env['BUSY_TIMES'])
      process.stderr.write(`${((now - since) / 1000).toFixed(1)} s  ${phase}\n`);
    since = now;
  };
}
const told = phases();
afterEach(() => told(expect.getState().currentTestName ?? ''));

async function register(kind: RegisterKind, period = OCTOBER, seller?: SellerCode): Promise<RegisterDto> {
  const accountant = await world.staff('accountant');
  return accountant.asks(routes.register, {
    params: { kind },
    query: { ...period, ...(seller ? { seller } : {}) },
  });
}
/** A column by its title, added up from the rows; the total of the register says the same. */
function column({ columns, rows, totals }: RegisterDto, title: string): bigint {
  const at = columns.findIndex((one) => one.title === title);
  const sum = sumOf(rows.flatMap((row) => (row[at] === null ? [] : [String(row[at])])));
  expect(totals[0] ? kopecksOf(String(totals[0][at])) : 0n).toBe(sum);
  return sum;
}
const rowsOf = ({ columns, rows }: RegisterDto, title: string, value: string): number => {
  const at = columns.findIndex((one) => one.title === title);
  return rows.filter((row) => row[at] === value).length;
};

it('every receipt is in the register once, whoever it belongs to', async () => {
  const receipts = await register('receipts');
  const planned = plan.flatMap((account) => account.receipts);
  expect(receipts.rows).toHaveLength(planned.length + STRANGERS.length);
  expect(column(receipts, 'Сумма')).toBe(sumOver(plan, receivedBy) + total(STRANGERS));
  expect(rowsOf(receipts, 'Источник', 'ЮKassa')).toBe(planned.filter(({ by }) => by === 'card').length);
  expect(rowsOf(receipts, 'Состояние', 'Не разнесено')).toBe(STRANGERS.length);
});

it.each(['rocket-sales', 'monthly'] as const)(
  'papers and the sales book of %s have the gross and the tax of what was sold',
  async (seller) => {
    const sold = of(seller).flatMap(soldTo);
    // Money that has no paper of its own yet is an advance, and taxed as one.
    const ahead = seller === 'monthly' ? of(seller).flatMap(({ receipts }) => receipts) : [];
    const taken = [...sold, ...ahead.map(({ amount }) => amount)];
    const book = await register('sales-book', OCTOBER, seller);
    expect(rowsOf(book, 'Код вида операции', '01')).toBe(sold.length);
    expect(rowsOf(book, 'Код вида операции', '02')).toBe(ahead.length);
    expect(column(book, 'Стоимость с НДС')).toBe(total(taken));
    expect(column(book, 'НДС')).toBe(total(taken.map(taxIn)));
    const papers = await register('documents', OCTOBER, seller);
    expect(rowsOf(papers, 'Документ', 'УПД')).toBe(sold.length);
    const invoiced = of(seller).flatMap(({ receipts }) => receipts).length;
    expect(rowsOf(papers, 'Документ', 'Счёт')).toBe(invoiced);
  },
);

it('advances received, taken up and paid back leave what customers still have', async () => {
  const advances = await register('advances', OCTOBER, 'monthly');
  const accounts = of('monthly');
  expect(column(advances, 'Остаток на начало')).toBe(0n);
  expect(column(advances, 'Получено')).toBe(sumOver(accounts, receivedBy));
  expect(column(advances, 'Зачтено')).toBe(sumOver(accounts, chargedTo));
  expect(column(advances, 'Возвращено')).toBe(0n);
  expect(column(advances, 'Остаток на конец')).toBe(sumOver(accounts, balanceOf));
  const taxes = accounts.flatMap(({ receipts }) => receipts.map(({ amount }) => taxIn(amount)));
  expect(column(advances, 'НДС с аванса')).toBe(total(taxes));

  // Where papers come with the money nothing is left; what went back was freed by corrections first.
  const atOnce = await register('advances', OCTOBER, 'rocket-sales');
  const leaving = sumOver(of('rocket-sales'), paidBackTo);
  expect(column(atOnce, 'Зачтено')).toBe(sumOver(of('rocket-sales'), receivedBy) - leaving);
  expect(column(atOnce, 'Возвращено')).toBe(leaving);
  expect(column(atOnce, 'Остаток на конец')).toBe(0n);
});

it('every balance at the end of the month is the money that came less what was charged', async () => {
  const asked = IS_LARGE ? plan.filter(({ index }) => index % 10 === 0) : plan;
  for (const account of asked) {
    const { owner, id } = customers[account.index]!;
    const query = { asOf: '2026-10-31T23:59:59+03:00' };
    const { money } = await owner.asks(routes.balance, { params: { id }, query });
    expect([account.index, money.amount]).toEqual([account.index, rubles(balanceOf(account))]);
  }
});

it('statements and acts of reconciliation of some accounts say the same', async () => {
  for (const account of SAMPLE) {
    const { owner, id } = customers[account.index]!;
    const params = { id };
    const statement = await owner.asks(routes.accountStatement, { params, query: OCTOBER });
    expect([statement.opening.money.amount, statement.closing.money.amount]).toEqual([
      '0.00',
      rubles(balanceOf(account)),
    ]);
    const turnover =
      kopecksOf(statement.turnover.moneyIn.amount) - kopecksOf(statement.turnover.moneyOut.amount);
    expect(turnover).toBe(balanceOf(account));
    const act = await owner.asks(routes.reconcile, { params, body: OCTOBER });
    // With papers at crediting all that was paid is sold; with monthly ones what is left is the customer's.
    const settled = account.seller === 'monthly' ? balanceOf(account) : 0n;
    expect([account.index, act.amount.amount]).toEqual([account.index, rubles(settled)]);
  }
});

it('the exported ledger adds up to the same sums, and its books are whole', async () => {
  const accountant = await world.staff('accountant');
  const query = `format=ledger&from=${OCTOBER.from}&to=${OCTOBER.to}`;
  const text = (await accountant.downloads(`/ledger/export?${query}`)).toString('utf8');
  const sums = new Map<string, bigint>();
  for (const [, name, amount] of text.matchAll(/^ {4}(\S+) {4}(-?\d+\.\d\d) RUB$/gm))
    sums.set(name!, (sums.get(name!) ?? 0n) + kopecksOf(amount!));
  const under = (pattern: RegExp): bigint =>
    total([...sums].flatMap(([name, sum]) => (pattern.test(name) ? [sum] : [])));
  expect(under(/./)).toBe(0n);
  // What comes from an account is plus there: liabilities of customers stand as minus what they hold.
  const held = sumOver(plan, balanceOf);
  const came = (by: 'bank' | 'card'): bigint =>
    total(
      plan.flatMap(({ receipts }) => receipts.filter((one) => one.by === by).map(({ amount }) => amount)),
    );
  expect(under(/^liabilities:.*:money$/)).toBe(-held);
  expect(under(/^income:.*:revenue$/)).toBe(-sumOver(plan, chargedTo));
  expect(under(/^assets:.*:bank$/)).toBe(came('bank') + total(STRANGERS) - sumOver(plan, paidBackTo));
  expect(under(/^assets:.*:yookassa$/)).toBe(came('card'));
  expect(under(/^liabilities:.*:unallocated$/)).toBe(-total(STRANGERS));
  const administrator = await world.staff('administrator');
  expect((await administrator.asks(routes.verifyLedger)).broken).toEqual([]);
});

it('the file for 1C has the same receipts, sales and refunds', async () => {
  const accountant = await world.staff('accountant');
  const query = `from=${OCTOBER.from}&to=${OCTOBER.to}`;
  const message = readXml(await accountant.downloads(`/exports/enterprise-data?${query}`));
  const body = message.children.find(({ name }) => name === 'Body')!;
  const received = [
    ...textsAt(body, 'Документ.ПБДСРасчетыСКонтрагентами/ОбщиеДанные/Сумма'),
    ...textsAt(body, 'Документ.ОперацияПоПлатежнойКарте/Сумма'),
  ];
  expect(sumOf(received)).toBe(sumOver(plan, receivedBy) + total(STRANGERS));
  const sold = plan.flatMap(soldTo);
  expect(sumOf(textsAt(body, 'Документ.РеализацияТоваровУслуг/Сумма'))).toBe(total(sold));
  expect(sumOf(textsAt(body, 'Документ.РеализацияТоваровУслуг/Услуги/Строка/СуммаНДС'))).toBe(
    total(sold.map(taxIn)),
  );
  const paidBack = sumOver(plan, paidBackTo);
  expect(sumOf(textsAt(body, 'Документ.СБДСРасчетыСКонтрагентами/ОбщиеДанные/Сумма'))).toBe(paidBack);
  expect(sumOf(textsAt(body, 'Документ.КорректировкаРеализацииТоваров/Сумма'))).toBe(-paidBack);
});

it('what is taken back after the month is closed is corrected in the next one and leaves October alone', async () => {
  const before = await register('sales-book', OCTOBER, 'monthly');
  await world.moveTo('2026-11-02T09:00:00+03:00');
  await takeBack(world, plan, customers, 'corrected');
  await world.moveTo('2026-11-02T12:00:00+03:00');
  const corrected = plan.filter(({ fate }) => fate === 'corrected');
  const papers = await register('documents', NOVEMBER, 'monthly');
  const [what, gross] = ['Документ', 'Сумма с НДС'].map((title) =>
    papers.columns.findIndex((one) => one.title === title),
  ) as [number, number];
  const corrections = papers.rows.filter((row) => row[what] === 'Корректировка');
  expect(sumOf(corrections.map((row) => String(row[gross])))).toBe(-sumOver(corrected, chargedTo));
  expect((await register('sales-book', OCTOBER, 'monthly')).totals).toEqual(before.totals);
  const advances = await register('advances', NOVEMBER, 'monthly');
  expect(column(advances, 'Остаток на начало')).toBe(sumOver(of('monthly'), balanceOf));
  expect(column(advances, 'Остаток на конец')).toBe(
    sumOver(of('monthly'), balanceOf) + sumOver(corrected, chargedTo),
  );
});
