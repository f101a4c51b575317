import { routes, type FiscalReceiptDto, type PaymentProvider } from '@rocket/contracts';
import { leavesForRefund, paysByCard as paysWith } from '../kit/card-refund';
import { rub, type Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let accountant: Person;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  accountant = await world.staff('accountant');
});

const paysByCard = (provider: PaymentProvider, amount: string): Promise<void> =>
  paysWith(world, romashka, provider, amount);
const receipts = async (query: { state?: 'pending'; attention?: 'true' } = {}): Promise<FiscalReceiptDto[]> =>
  (await accountant.asks(routes.fiscalReceipts, { query })).items;
const metrics = async (): Promise<string[]> =>
  (await (await fetch(`${world.url}/metrics`)).text())
    .split('\n')
    .filter((line) => line.startsWith('fiscal_receipts_attention'));

it('the receipt of a card payment is in the register with its fiscal numbers as soon as the cash register has it (facts 8.1)', async () => {
  await paysByCard('yookassa', '6100.00');
  await paysByCard('robokassa', '7000.00');
  await world.moveTo('2027-01-11T09:02:00+03:00');
  const [second, first] = await receipts();
  expect(first).toMatchObject({
    account: romashka.id,
    kind: 'income',
    provider: 'yookassa',
    amount: rub('6100.00'),
    state: 'succeeded',
    overdue: false,
    fiscalDocumentNumber: '1',
    fiscalStorageNumber: '9288000100115785',
    fiscalAttribute: '2617000001',
    reason: null,
  });
  expect(first!.registeredAt).not.toBeNull();
  expect(second).toMatchObject({
    provider: 'robokassa',
    amount: rub('7000.00'),
    state: 'succeeded',
    fiscalDocumentNumber: '1',
    fiscalStorageNumber: '9960440300084573',
    registeredAt: '2027-06-01T06:00:10.000Z',
  });
  expect(await receipts({ attention: 'true' })).toEqual([]);
});

it('told ten times at once of a payment, the register holds its receipt once', async () => {
  world.shops.yookassa.faults.repeats = 9;
  await paysByCard('yookassa', '6100.00');
  expect(await receipts()).toHaveLength(1);
});

it('a receipt pending for an hour is shown to the accountant and counted; registered later, it is not', async () => {
  world.shops.yookassa.faults.receiptsStuck = true;
  world.shops.robokassa.faults.receiptsStuck = true;
  await paysByCard('yookassa', '6100.00');
  await paysByCard('robokassa', '7000.00');
  await world.moveTo('2027-01-11T09:59:00+03:00');
  expect((await receipts()).map(({ state, overdue }) => [state, overdue])).toEqual([
    ['pending', false],
    ['pending', false],
  ]);
  expect(await receipts({ attention: 'true' })).toEqual([]);
  await world.moveTo('2027-01-11T10:00:00+03:00');
  expect((await receipts({ attention: 'true' })).map(({ overdue }) => overdue)).toEqual([true, true]);
  expect(await metrics()).toEqual([
    'fiscal_receipts_attention{why="overdue"} 2',
    'fiscal_receipts_attention{why="canceled"} 0',
  ]);

  world.shops.yookassa.faults.receiptsStuck = false;
  world.shops.robokassa.faults.receiptsStuck = false;
  await world.moveTo('2027-01-11T12:00:00+03:00');
  expect((await receipts()).map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  expect(await receipts({ attention: 'true' })).toEqual([]);
});

it('a provider that answers 500 or nothing is asked again', async () => {
  world.shops.yookassa.faults.failReceiptQuestions = 3;
  await paysByCard('yookassa', '6100.00');
  await world.moveTo('2027-01-11T09:03:00+03:00');
  expect((await receipts()).map(({ state }) => state)).toEqual(['pending']);
  await world.moveTo('2027-01-11T09:30:00+03:00');
  expect((await receipts()).map(({ state }) => state)).toEqual(['succeeded']);
});

it('a receipt the cash register cancelled is shown to the accountant with the reason, and the money stays', async () => {
  world.shops.yookassa.faults.receiptsCanceled = true;
  await paysByCard('yookassa', '6100.00');
  await world.moveTo('2027-01-11T09:01:00+03:00');
  const [receipt] = await receipts({ attention: 'true' });
  expect(receipt).toMatchObject({ state: 'canceled', overdue: false, amount: rub('6100.00') });
  expect(receipt!.reason).toMatch(/не пробила чек/);
  expect(await metrics()).toContain('fiscal_receipts_attention{why="canceled"} 1');
  expect(await romashka.balance()).toBe('6100.00');
});

it('money that goes back to a card has its receipt of return in the register (facts 8.1)', async () => {
  await paysByCard('yookassa', '6100.00');
  await paysByCard('robokassa', '7000.00');
  const id = await leavesForRefund(world, romashka, '2027-01-22T09:00:00+03:00');
  await accountant.asks(routes.refundToCard, { params: { id } });
  await world.moveTo('2027-01-22T09:05:00+03:00');
  const returns = (await receipts()).filter(({ kind }) => kind === 'income_return');
  expect(returns.map(({ provider, amount, state }) => [provider, amount.amount, state]).sort()).toEqual([
    ['robokassa', '7000.00', 'untold'],
    ['yookassa', '6100.00', 'succeeded'],
  ]);
});

it('the register is for the accountant and the administrator', async () => {
  const support = await world.staff('support');
  expect(await support.isRefused(routes.fiscalReceipts)).toMatchObject({ code: 'forbidden' });
  expect(await romashka.owner.isRefused(routes.fiscalReceipts)).toMatchObject({ code: 'forbidden' });
});
